# SPDX-License-Identifier: GPL-3.0-or-later
"""A computing party that runs as a service on this computer, as its operator starts it."""
import os
import subprocess
import time

from person import PATIENCE_SECONDS, Failure

SETTINGS = '''[party]
name={name}
data-dir={folder}/data
[network]
listen=127.0.0.1:{port}
address=127.0.0.1:{port}
call-seconds=5
[control]
socket={folder}/control
'''


class Service:
    def __init__(self, miner, ctl, ports, folder, name):
        os.mkdir(folder)
        self.miner, self.ctl, self.folder, self.name = miner, ctl, folder, name
        self.port = subprocess.run([ports, '1'], check=True, capture_output=True,
                                   text=True).stdout.strip()
        self.process = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def operator(self, *what):
        """What the operator's command says; None if nobody answers it."""
        done = subprocess.run([self.ctl, 'miner', *what, '--socket', self.path('control')],
                              capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    def start(self):
        with open(self.path('conf'), 'w', encoding='utf-8') as file:
            file.write(SETTINGS.format(name=self.name, folder=self.folder, port=self.port))
        with open(self.path('log'), 'ab') as log:
            self.process = subprocess.Popen([self.miner, '--config', self.path('conf')], stdout=log,
                                            stderr=log)
        end = time.monotonic() + PATIENCE_SECONDS
        while self.operator('status') is None:
            if self.process.poll() is not None or time.monotonic() > end:
                raise Failure('the service does not start')
            time.sleep(0.05)

    def invite(self, path):
        """Into a file, as the operator hands it out."""
        if self.operator('invite', path) is None:
            raise Failure('the service invites nobody')

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
