// Plays answers into forms with the web engine of ODK: one JSON request a line on
// standard input, one JSON answer a line on standard output.
import { createInterface } from 'node:readline';

import { JSDOM } from 'jsdom';

const dom = new JSDOM('', { url: 'http://localhost/' });
const names = `window document DOMParser XMLSerializer Node Element Document Attr Text
  CDATASection Comment XPathResult localStorage File Blob FormData XMLDocument`;
for (const name of names.split(/\s+/)) {
  globalThis[name] = name === 'window' ? dom.window : dom.window[name];
}

// The engine's parser, made for browsers, must not take this for Node: it would look
// for its parts with CommonJS.
const versions = process.versions;
Object.defineProperty(process, 'versions', {
  value: { ...versions, node: undefined },
  configurable: true,
});
const { loadForm } = await import('@getodk/xforms-engine');
Object.defineProperty(process, 'versions', { value: versions });

async function load(xml, files = {}) {
  const fetchFormAttachment = async (url) => {
    const name = decodeURIComponent(url.href).split('/').pop();
    return name in files
      ? new Response(files[name], { headers: { 'Content-Type': 'text/csv' } })
      : new Response('', { status: 404 });
  };
  const result = await loadForm(xml, { fetchFormAttachment });
  if (result.status === 'failure') {
    throw result.error;
  }
  return result;
}

const childrenOf = (node) => node.currentState.children ?? [];

/** Find a node by its path, where each row of a repeat has its number. */
function find(node, path) {
  for (const child of childrenOf(node)) {
    const here = child.currentState.reference;
    if (here === path) {
      return child;
    }
    if (path.startsWith(`${here}/`) || path.startsWith(`${here}[`)) {
      return find(child, path);
    }
  }
  return null;
}

function answer(node, value) {
  switch (node.nodeType) {
    case 'select':
      return node.selectValues(value === '' ? [] : value.split(' '));
    case 'rank':
      return node.setValues(value === '' ? [] : value.split(' '));
    case 'trigger':
      return node.setValue(value === 'OK');
    case 'model-value':
    case 'note':
      throw new Error(`${node.nodeType} takes no answer`);
    default:
      return node.setValue(value === '' && node.valueType !== 'string' ? null : value);
  }
}

function take(root, [act, path, argument]) {
  const node = find(root, path);
  if (node === null) {
    throw new Error(`there is no ${path}`);
  }
  if (act === 'set') {
    answer(node, argument);
  } else if (act === 'add') {
    node.addInstances();
  } else if (argument > childrenOf(node).length) {
    throw new Error(`there is no ${path}[${argument}]`);
  } else {
    node.removeInstances(argument - 1);
  }
}

/** What an assessor would see: one entry a leaf, one count a repeat. */
function look(node, seen) {
  const { reference, relevant } = node.currentState;
  if (node.nodeType.startsWith('repeat-range')) {
    seen.rows[reference] = childrenOf(node).length;
  }
  if (node.currentState.children === null) {
    const { constraint, required } = node.validationState;
    seen.leaves[reference] = {
      relevant,
      value: node.currentState.instanceValue ?? '',
      missing: relevant && required !== undefined && !required.valid,
      invalid: relevant && constraint !== undefined && !constraint.valid,
    };
    if (node.nodeType === 'select') {
      const offered = node.currentState.valueOptions.map((item) => item.value);
      seen.leaves[reference].choices = offered;
    }
  } else {
    childrenOf(node).forEach((child) => look(child, seen));
  }
  return seen;
}

const seenIn = (root) => look(root, { leaves: {}, rows: {} });

async function play({ form, files, steps }) {
  const { root } = (await load(form, files)).createInstance();
  const states = [seenIn(root)];
  for (const step of steps) {
    let refused;
    try {
      take(root, step);
    } catch (error) {
      refused = String(error.message ?? error);
    }
    const seen = seenIn(root);
    states.push(refused === undefined ? seen : { ...seen, refused });
  }
  return { states };
}

/** How long loads take, and changes with all that follows from each; milliseconds. */
async function time({ form, rounds, steps, changes }) {
  const loads = [];
  let root;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    ({ root } = (await load(form)).createInstance());
    loads.push(performance.now() - start);
  }
  steps.forEach((step) => take(root, step));
  const taken = changes.map(([path, value]) => {
    const node = find(root, path);
    const start = performance.now();
    answer(node, value);
    // Validation is computed when it is asked for.
    void root.validationState.violations.length;
    return performance.now() - start;
  });
  return { loads, changes: taken, peak: process.resourceUsage().maxRSS / 1024 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answered;
  try {
    answered = await (request.changes ? time(request) : play(request));
  } catch (error) {
    answered = { refused: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answered)}\n`);
}
