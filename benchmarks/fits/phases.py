"""Wall and CPU seconds of the parts of a fit; CPU is of the process and of the children it has waited for."""

import resource
import time
from contextlib import contextmanager


class Phases(dict):
    """name → [wall seconds, CPU seconds]."""

    @contextmanager
    def __call__(self, name):
        wall, cpu = time.perf_counter(), _cpu()
        yield
        self[name] = [time.perf_counter() - wall, _cpu() - cpu]


def _cpu():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
