import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

/**
 * Plays answers into forms with JavaRosa, the engine of ODK Collect: one JSON request a
 * line on standard input, one JSON answer a line on standard output.
 */
public class Player {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FormDef form;
    private final FormEntryController controller;

    private Player(String xml) throws Exception {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        InputStream stream = new ByteArrayInputStream(bytes);
        form = XFormUtils.getFormFromInputStream(stream, "jr://file/last-saved.xml");
        controller = new FormEntryController(new FormEntryModel(form));
        form.initialize(true, new InstanceInitializationFactory());
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // JavaRosa tells of its doings on standard output.
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        new XFormsModule().registerModule();
        ReferenceManager.instance().addReferenceFactory(new Beside());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode request = JSON.readTree(line);
            ObjectNode answer = JSON.createObjectNode();
            try {
                answer.set("states", play(request));
            } catch (Exception | StackOverflowError error) {
                answer.put("refused", said(error));
            }
            out.println(JSON.writeValueAsString(answer));
        }
    }

    private static String said(Throwable error) {
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }

    private static ArrayNode play(JsonNode request) throws Exception {
        JsonNode files = request.path("files");
        for (Iterator<String> names = files.fieldNames(); names.hasNext();) {
            String name = names.next();
            Files.writeString(Beside.FOLDER.resolve(name), files.get(name).asText());
        }
        Player player = new Player(request.get("form").asText());
        ArrayNode states = JSON.createArrayNode();
        states.add(player.seen());
        for (JsonNode step : request.get("steps")) {
            String refused = null;
            try {
                player.take(step);
            } catch (Exception error) {
                refused = said(error);
            }
            ObjectNode seen = player.seen();
            if (refused != null) {
                seen.put("refused", refused);
            }
            states.add(seen);
        }
        return states;
    }

    private void take(JsonNode step) {
        String path = step.get(1).asText();
        switch (step.get(0).asText()) {
            case "set":
                answer(path, step.get(2).asText());
                break;
            case "add":
                controller.newRepeat(newRow(path));
                break;
            default:
                controller.deleteRepeat(indexOf(path + "[" + step.get(2).asInt() + "]"));
        }
    }

    private void answer(String path, String value) {
        FormIndex index = indexOf(path);
        TreeElement leaf = form.getMainInstance().resolveReference(index.getReference());
        QuestionDef question = FormDef.findQuestionByRef(index.getReference(), form);
        IAnswerData given = value.isEmpty()
            ? null
            : XFormAnswerDataParser.getAnswerData(value, leaf.getDataType(), question);
        controller.saveAnswer(index, given, true);
    }

    private FormIndex indexOf(String path) {
        FormEntryModel model = controller.getModel();
        FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
        for (; index.isInForm(); index = model.incrementIndex(index)) {
            TreeElement at = form.getMainInstance().resolveReference(index.getReference());
            if (at != null && pathOf(at).equals(path)) {
                return index;
            }
        }
        throw new IllegalArgumentException("there is no " + path);
    }

    private FormIndex newRow(String path) {
        FormEntryModel model = controller.getModel();
        FormIndex index = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
        for (; index.isInForm(); index = model.incrementIndex(index)) {
            if (model.getEvent(index) != FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                continue;
            }
            TreeReference parent = index.getReference().getParentRef();
            TreeElement above = form.getMainInstance().resolveReference(parent);
            String name = index.getReference().getNameLast();
            if (above != null && (pathOf(above) + "/" + name).equals(path)) {
                return index;
            }
        }
        throw new IllegalArgumentException("no row can be added to " + path);
    }

    private static String pathOf(TreeElement element) {
        TreeElement parent = (TreeElement) element.getParent();
        String above = parent == null || parent.getName() == null ? "" : pathOf(parent);
        String number = element.isRepeatable() ? "[" + (element.getMult() + 1) + "]" : "";
        return above + "/" + element.getName() + number;
    }

    private ObjectNode seen() {
        walk();
        ObjectNode leaves = JSON.createObjectNode();
        ObjectNode rows = JSON.createObjectNode();
        look(form.getMainInstance().getRoot(), leaves, rows);
        ObjectNode seen = JSON.createObjectNode();
        seen.set("leaves", leaves);
        seen.set("rows", rows);
        return seen;
    }

    /** Go from page to page as an interviewer does, which is when counted rows come. */
    private void walk() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
        }
    }

    private void look(TreeElement parent, ObjectNode leaves, ObjectNode rows) {
        for (int place = 0; place < parent.getNumChildren(); place++) {
            TreeElement child = parent.getChildAt(place);
            if (child.isRepeatable()) {
                String range = pathOf(parent) + "/" + child.getName();
                int before = rows.path(range).asInt(0);
                boolean template = child.getMult() == TreeReference.INDEX_TEMPLATE;
                rows.put(range, before + (template ? 0 : 1));
                if (template) {
                    continue;
                }
            }
            if (child.isLeaf()) {
                leaves.set(pathOf(child), leaf(child));
            } else {
                look(child, leaves, rows);
            }
        }
    }

    private ObjectNode leaf(TreeElement element) {
        boolean relevant = element.isRelevant();
        ObjectNode seen = JSON.createObjectNode();
        QuestionDef question = FormDef.findQuestionByRef(element.getRef(), form);
        // Nobody sees the others, and choices once made may be taken out of a store.
        // What isn't offered any more is taken away when they are made.
        if (relevant && question != null && question.getDynamicChoices() != null) {
            ArrayNode choices = seen.putArray("choices");
            for (SelectChoice choice
                : question.getDynamicChoices().getChoices(form, element.getRef())) {
                choices.add(choice.getValue());
            }
        }
        IAnswerData value = element.getValue();
        seen.put("relevant", relevant);
        seen.put("value", value == null ? "" : value.uncast().getString());
        seen.put("missing", relevant && element.isRequired() && value == null);
        boolean fits =
            value == null || form.evaluateConstraint(element.getRef(), value);
        seen.put("invalid", relevant && !fits);
        return seen;
    }

    /** Finds the files beside a form, by whatever kind of address it has for them. */
    private static class Beside extends PrefixedRootFactory {
        static final Path FOLDER = made();

        Beside() {
            super(new String[] {"file", "file-csv"});
        }

        private static Path made() {
            try {
                Path folder = Files.createTempDirectory("player");
                folder.toFile().deleteOnExit();
                return folder;
            } catch (IOException error) {
                throw new IllegalStateException(error);
            }
        }

        @Override
        protected Reference factory(String terminal, String address) {
            String name = terminal.substring(terminal.lastIndexOf('/') + 1);
            Path path = FOLDER.resolve(name);
            path.toFile().deleteOnExit();
            return new File(path, address);
        }
    }

    private static class File implements Reference {
        private final Path path;
        private final String address;

        File(Path path, String address) {
            this.path = path;
            this.address = address;
        }

        @Override
        public boolean doesBinaryExist() {
            return Files.exists(path);
        }

        @Override
        public InputStream getStream() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public String getURI() {
            return address;
        }

        @Override
        public String getLocalURI() {
            return path.toString();
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Reference[] probeAlternativeReferences() {
            return new Reference[0];
        }
    }
}
