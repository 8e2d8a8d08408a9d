"""Runs one module of the package `test` of a CPython that is installed elsewhere, and reports each test.

Arguments: the folder that holds `test`, and a JSON object
    {"module": name, "match": [part of a test's name, ...], "done": [name, ...], "skip": {name or pattern: reason}, "only_skipped": bool}
Reports are lines that begin with U+001E and go on with a JSON object. Only `test` comes from that folder: a test judges the
library that it runs with. Read `main` first.
"""

import fnmatch
import importlib.util
import json
import os
import sys
import time
import traceback
import types
import unittest


def report(**fields):
    sys.stdout.flush()
    os.write(1, ("\n\x1e" + json.dumps(fields) + "\n").encode())


def find_package(lib):
    folder = os.path.join(lib, "test")
    spec = importlib.util.spec_from_file_location("test", os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
    package = importlib.util.module_from_spec(spec)
    sys.modules["test"] = package
    spec.loader.exec_module(package)


def serve_tests():
    """The test.support of another release asks `_testinternalcapi` for other things; it asks `_testlimitedcapi` about the build.
    Tests use ctypes for C functions, which there are none of, and do without it where it is missing."""
    import _testinternalcapi

    sys.modules["ctypes"] = None
    limited = types.ModuleType("_testlimitedcapi")
    limited._py_getbuiltwithassert = lambda: 0
    sys.modules["_testlimitedcapi"] = limited

    # How much of the native stack is left; whoever asks wants to know whether some 100,000 calls would fit.
    _testinternalcapi.get_c_recursion_remaining = lambda: 10_000
    _testinternalcapi.SPECIALIZATION_THRESHOLD = 2
    _testinternalcapi.SPECIALIZATION_COOLDOWN = 53
    _testinternalcapi.get_config = lambda: {"code_debug_ranges": True}
    _testinternalcapi.suppress_immortalization = lambda suppress: None
    _testinternalcapi.get_immortalize_deferred = lambda: False

    # It asks `resource` how large the stack is, which decref lacks: limited.
    import test.support

    test.support.skip_if_unlimited_stack_size = lambda test: test


def name_of(test):
    """`Class.method` in the module that is judged; doctests and errors of a whole class keep what unittest calls them."""
    name = test.id()
    return name.removeprefix(f"test.{request['module']}.")


class Reporter(unittest.TestResult):
    """Sends what unittest finds: one record when a test begins, one for each thing that it says, one at its end."""

    def startTest(self, test):
        super().startTest(test)
        self.began = time.perf_counter()
        report(event="start", test=name_of(test))

    def stopTest(self, test):
        super().stopTest(test)
        report(event="end", test=name_of(test), seconds=time.perf_counter() - self.began)

    def say(self, test, outcome, text):
        report(event="says", test=name_of(test), outcome=outcome, text=text)

    def say_failure(self, test, error, about=""):
        outcome = "failed" if issubclass(error[0], test.failureException) else "error"
        self.say(test, outcome, about + "".join(traceback.format_exception(error[1])))

    def addFailure(self, test, err):
        self.say_failure(test, err)

    def addError(self, test, err):
        if hasattr(test, "failureException"):
            self.say_failure(test, err)
        else:
            self.say(test, "error", "".join(traceback.format_exception(err[1])))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.say_failure(test, err, subtest._subDescription() + "\n")

    def addSkip(self, test, reason):
        self.say(test, "skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.say(test, "failed", "unexpected success")


def leaves(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from leaves(test)
        else:
            yield test


def reason_for(name):
    for pattern, reason in request["skip"].items():
        if fnmatch.fnmatchcase(name, pattern):
            return reason
    return None


def skipping(reason):
    @unittest.skip(reason)
    def skipped():
        pass

    return skipped


def wanted(test):
    name = name_of(test)
    if name in done or request["match"] and not any(part in name for part in request["match"]):
        return False
    reason = reason_for(name)
    if request["only_skipped"]:
        return reason is not None
    if reason is not None:
        setattr(test, test._testMethodName, skipping(reason))
    return True


def main():
    find_package(sys.argv[1])
    serve_tests()
    module = importlib.import_module("test." + request["module"])
    tests = list(leaves(unittest.defaultTestLoader.loadTestsFromModule(module)))
    names = [name_of(test) for test in tests]
    unused = [pattern for pattern in request["skip"] if not fnmatch.filter(names, pattern)]
    chosen = [test for test in tests if wanted(test)]
    report(event="module", tests=len(chosen), unused=unused)
    unittest.TestSuite(chosen).run(Reporter())
    report(event="finished")


request = json.loads(sys.argv[2])
done = set(request["done"])
try:
    main()
except unittest.SkipTest as reason:
    report(event="module skipped", text=str(reason))
except BaseException:
    report(event="broken", text=traceback.format_exc())
