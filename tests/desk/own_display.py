# SPDX-FileCopyrightText: 2026 The Orrery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Displays that a test may change, and take away: an X server and a window manager of its own.

The size is changed through the X server's RANDR, as unplugging a display does, without any program for it.
"""
import ctypes
import os
import subprocess

from screen_reader import Failed, wait_for


class _Resources(ctypes.Structure):
    _fields_ = [("timestamp", ctypes.c_ulong), ("config_timestamp", ctypes.c_ulong),
                ("crtc_count", ctypes.c_int), ("crtcs", ctypes.POINTER(ctypes.c_ulong)),
                ("output_count", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
                ("mode_count", ctypes.c_int), ("modes", ctypes.c_void_p)]


class _Mode(ctypes.Structure):
    _fields_ = [("id", ctypes.c_ulong), ("width", ctypes.c_uint), ("height", ctypes.c_uint), ("clock", ctypes.c_ulong),
                ("sync_start", ctypes.c_uint), ("sync_end", ctypes.c_uint), ("total_width", ctypes.c_uint),
                ("skew", ctypes.c_uint), ("vertical_sync_start", ctypes.c_uint), ("vertical_sync_end", ctypes.c_uint),
                ("total_height", ctypes.c_uint), ("name", ctypes.c_char_p), ("name_length", ctypes.c_uint),
                ("flags", ctypes.c_ulong)]


class Server:
    """Xvfb and openbox on a display number that the server chooses. Both end with close()."""

    def __init__(self, width=1600, height=900):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
                                         "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            number = told.readline().strip()
        if not number:
            raise Failed("Xvfb did not start")
        self.name = ":" + number
        self.manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": self.name},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for("the window manager", lambda: "window id" in subprocess.run(
                ["xprop", "-display", self.name, "-root", "_NET_SUPPORTING_WM_CHECK"],
                capture_output=True, text=True, check=False).stdout)
        except BaseException:
            self.close()   # Nobody else knows of the two, and a test that failed must end.
            raise

    def resize(self, width, height):
        """Gives the display this size; no larger than the server began with."""
        x11, randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
        x11.XOpenDisplay.restype = randr.XRRGetScreenResources.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = randr.XRRCreateMode.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(self.name.encode()))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        pointer = ctypes.c_void_p(randr.XRRGetScreenResources(display, root))
        resources = ctypes.cast(pointer, ctypes.POINTER(_Resources)).contents
        crtc, output = ctypes.c_ulong(resources.crtcs[0]), ctypes.c_ulong(resources.outputs[0])
        name = f"{width}x{height} of the test {resources.mode_count}".encode()
        shape = _Mode(width=width, height=height, total_width=width, total_height=height, clock=width * height * 60,
                      name=name, name_length=len(name))
        mode = ctypes.c_ulong(randr.XRRCreateMode(display, root, ctypes.byref(shape)))
        randr.XRRAddOutputMode(display, output, mode)
        now = ctypes.c_ulong(0)
        randr.XRRSetCrtcConfig(display, pointer, crtc, now, 0, 0, ctypes.c_ulong(0), ctypes.c_ushort(1), None, 0)
        randr.XRRSetScreenSize(display, root, width, height, width * 254 // 960, height * 254 // 960)
        shown = (ctypes.c_ulong * 1)(output.value)
        randr.XRRSetCrtcConfig(display, pointer, crtc, now, 0, 0, mode, ctypes.c_ushort(1), shown, 1)
        x11.XSync(display, 0)
        x11.XCloseDisplay(display)

    def kill(self):
        """The server dies under its windows."""
        self.process.kill()
        self.process.wait()

    def close(self):
        for process in (self.manager, self.process):
            if process.poll() is None:
                process.terminate()
            process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
