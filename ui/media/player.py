"""A recording or a film of the checklist, played out of memory.

QtMultimedia is loaded only when somebody wants to hear or see one.
"""

from PySide6.QtCore import QBuffer, QByteArray, QObject, QUrl, Signal
from PySide6.QtGui import QImage


class NoPlayerError(Exception):
    """Nothing can be played on this machine."""


class Player(QObject):
    """Plays one file at a time; its bytes never lie on the disk."""

    stopped = Signal()
    failed = Signal()
    frame = Signal(QImage)

    def __init__(
        self, content: bytes, name: str, *, is_heard: bool, parent: QObject
    ) -> None:
        """Begin to play.

        Args:
            content: The file.
            name: Its name, which may say what kind it is.
            is_heard: Whether there is nothing to see.
            parent: Qt's.

        Raises:
            NoPlayerError: what it needs isn't installed, or nothing can be heard here.
        """
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import (
                QAudioOutput,
                QMediaDevices,
                QMediaPlayer,
                QVideoSink,
            )
        except ImportError as error:
            # A library of the system may be missing where nobody hears anything.
            raise NoPlayerError from error
        if is_heard and not QMediaDevices.audioOutputs():
            raise NoPlayerError
        self._player = QMediaPlayer(self)
        if not self._player.isAvailable():
            raise NoPlayerError
        self._sound = QAudioOutput(self)
        self._player.setAudioOutput(self._sound)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._sink.videoFrameChanged.connect(
            lambda shown: self.frame.emit(shown.toImage())
        )
        ended = QMediaPlayer.PlaybackState.StoppedState
        self._player.playbackStateChanged.connect(
            lambda state: self.stopped.emit() if state == ended else None
        )
        self._player.errorOccurred.connect(lambda _error, _why: self.failed.emit())
        self._player.setSourceDevice(self._buffer, QUrl(name))
        self._player.play()

    def stop(self) -> None:
        """Be silent."""
        self._player.stop()
