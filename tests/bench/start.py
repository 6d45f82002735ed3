# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the app takes from its start to its first frame, with an empty folder and with one that
holds twenty studies, and once more with nothing of its files in memory, where that is allowed.

    tests/support/run-ui.sh /usr/bin/python3 -B tests/bench/start.py PROGRAM FULL [TIMES]

FULL: a data folder (jly-bench-pages --profile FULL makes one). The best and the middle of TIMES (5)
runs, by the clock and in processor time of the process, milliseconds.
"""
import os
import resource
import subprocess
import sys
import tempfile
import time

CACHES = '/proc/sys/vm/drop_caches'


def drop_caches():
    try:
        os.sync()
        with open(CACHES, 'w', encoding='ascii') as file:
            file.write('3')
    except OSError:
        return False
    return True


def get_processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start(program, folder):
    processor, clock = get_processor_time(), time.monotonic()
    subprocess.run([program, '--data-dir', folder, '--exit-after-startup'], check=True)
    return time.monotonic() - clock, get_processor_time() - processor


def measure(name, program, folder, times, is_cold):
    runs = []
    for _ in range(times):
        if is_cold and not drop_caches():
            print(f'{name}: the caches may not be dropped here')
            return
        runs.append(start(program, folder))
    by_clock, by_processor = (sorted(1000 * run[i] for run in runs) for i in (0, 1))
    middle = times // 2
    print(f'{name:32} clock {by_clock[0]:6.0f} best {by_clock[middle]:6.0f} middle,'
          f' processor {by_processor[0]:6.0f} best {by_processor[middle]:6.0f} middle', flush=True)


def main():
    program, full = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory(prefix='jointly-start.') as empty:
        for name, folder in (('empty folder', empty), ('twenty studies', full)):
            measure(name, program, folder, times, False)
            measure(name + ', nothing in memory', program, folder, times, True)


main()
