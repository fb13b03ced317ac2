"""Everything that works without a screen: sources, the detector, teaching, judging, recipes, commands."""

import os

# Threads of OpenMP, torch's on Linux, spin while they wait for each other, and take the core from whatever else the
# station runs; waking one that sleeps costs time too. This is between the two. Must be set before torch is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "5000")

# OpenCV's threads do the same, and its pictures here are too small for them to be missed while they sleep.
os.environ.setdefault("OPENCV_THREAD_POOL_ACTIVE_WAIT_WORKER", "0")

# OpenCV reads these when it is loaded. Media Foundation takes 20 s and more to open a camera through its hardware
# transforms (opencv/opencv#17687). FFmpeg writes its troubles to the terminal; the sources say them in sentences.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
