// IPython.core.magics.namespace: the magics that list, describe and delete what the user has named.

export const NAMESPACE_MAGICS = String.raw`
import gc, re
from IPython.core.magic import line_magic, Magics, register


class NamespaceMagics(Magics):
    @line_magic
    def who_ls(self, parameter_s=""):
        """Return a sorted list of all interactive variables.

        If arguments are given, only variables of these types are returned."""
        names, hidden = self.shell.user_ns, self.shell.user_ns_hidden
        missing = object()
        found = sorted(name for name in names if not name.startswith("_") and names[name] is not hidden.get(name, missing))
        types = parameter_s.split()
        return [name for name in found if not types or type(names[name]).__name__ in types]

    @line_magic
    def who(self, parameter_s=""):
        """Print all interactive variables, nine in a line.

        If arguments are given, only variables of these types are printed."""
        names = self.who_ls(parameter_s)
        if not names:
            print("No variables match your requested type." if parameter_s else "Interactive namespace is empty.")
            return
        for i, name in enumerate(names, 1):
            print(name + "\t", end=" " if i % 9 else " \n")
        print()

    @line_magic
    def whos(self, parameter_s=""):
        """Like %who, but with the type and a short form of each variable's value."""
        names = self.who_ls(parameter_s)
        if not names:
            print("No variables match your requested type." if parameter_s else "Interactive namespace is empty.")
            return
        types = [type(self.shell.user_ns[name]).__name__ for name in names]
        name_width = max(len("Variable"), *map(len, names)) + 3
        type_width = max(len("Type"), *map(len, types)) + 3
        print("Variable".ljust(name_width) + "Type".ljust(type_width) + " Data/Info")
        print("-" * (name_width + type_width + len("Data/Info") + 1))
        for name, kind in zip(names, types):
            print(name.ljust(name_width) + kind.ljust(type_width), end=" ")
            value = self.shell.user_ns[name]
            if kind in ("dict", "list", "tuple"):
                print(f"n={len(value)}")
                continue
            try:
                text = str(value)
            except Exception:
                text = f"<object with id {id(value)} (str() failed)>"
            text = text.replace("\n", "\\n")
            print(text if len(text) < 50 else text[:25] + "<...>" + text[-25:])

    @line_magic
    def reset(self, parameter_s=""):
        """Resets the namespace by removing all names defined by the user.

        -f: without asking (a notebook never asks). -s: keep the history and what it refers to.
        in, out, dhist, array: reset only the input history, the output history, the directory history, arrays."""
        options, targets = self.parse_options(parameter_s, "sf", "aggressive", mode="list")
        user_ns = self.shell.user_ns
        if "s" in options:
            for name in self.who_ls():
                del user_ns[name]
        elif not targets:
            self.shell.reset(new_session=False, aggressive="aggressive" in options)
        for target in targets:
            self.reset_target(target.lower(), user_ns)
        gc.collect()

    def reset_target(self, target, user_ns):
        if target == "out":
            print(f"Flushing output cache ({len(user_ns['_oh'])} entries)")
            self.shell.displayhook.flush()
        elif target == "in":
            print("Flushing input history")
            count = self.shell.execution_count + 1
            for number in range(1, count):
                user_ns.pop(f"_i{number}", None)
            user_ns.update({"_i": "", "_ii": "", "_iii": ""})
            history = self.shell.history_manager
            history.input_hist_parsed[:] = [""] * count
            history.input_hist_raw[:] = [""] * count
            history._i = history._ii = history._iii = history._i00 = ""
        elif target == "array":
            print("reset array only works if Numpy is available.")
        elif target == "dhist":
            print("Flushing directory history")
            user_ns["_dh"].clear()
        else:
            print(f"Don't know how to reset  {target}, please run ${"`"}%reset?${"`"} for details")

    @line_magic
    def reset_selective(self, parameter_s=""):
        """Resets the namespace by removing the names that match a regular expression.

        %reset_selective [-f] regex"""
        options, regex = self.parse_options(parameter_s, "f")
        if not regex:
            print("No regex pattern specified. Nothing done.")
            return
        pattern = re.compile(regex)
        for name in self.who_ls():
            if pattern.search(name):
                del self.shell.user_ns[name]

    @line_magic
    def xdel(self, parameter_s=""):
        """Delete a variable, and every reference to its object that the notebook holds.

        -n: delete the name everywhere, whatever it refers to."""
        options, name = self.parse_options(parameter_s, "n")
        try:
            self.shell.del_var(name, "n" in options)
        except (NameError, ValueError) as error:
            print(type(error).__name__ + ": " + str(error))

    @line_magic
    def pinfo(self, parameter_s="", namespaces=None):
        """Provide detailed information about an object.

        '%pinfo object' is just a synonym for object? or ?object."""
        again, before, name, after = re.match(r"(pinfo )?(\?*)(.*?)(\??$)", parameter_s).groups()
        if "*" in name:
            self.psearch(name)
        else:
            self.describe(name, 1 if again or before or after else 0)

    @line_magic
    def pinfo2(self, parameter_s="", namespaces=None):
        """Provide extra detailed information about an object.

        '%pinfo2 object' is just a synonym for object?? or ??object."""
        self.describe(parameter_s, 1)

    def describe(self, name, detail_level):
        from IPython.core.oinspect import describe
        print(describe(self.shell, name, detail_level))

    @line_magic
    def pdoc(self, parameter_s="", namespaces=None):
        """Print the docstring for an object."""
        from IPython.core.oinspect import documentation
        print(documentation(self.shell, parameter_s))

    @line_magic
    def pdef(self, parameter_s="", namespaces=None):
        """Print the call signature for any callable object."""
        from IPython.core.oinspect import definition
        print(definition(self.shell, parameter_s))

    @line_magic
    def psource(self, parameter_s="", namespaces=None):
        """Print the source code for an object."""
        from IPython.core.oinspect import source_text
        print(source_text(self.shell, parameter_s))

    @line_magic
    def psearch(self, parameter_s=""):
        """Search the user's names, the builtins and attributes for a pattern with *."""
        from IPython.core.oinspect import matching_names
        print("\n".join(matching_names(self.shell, parameter_s)))


register(NamespaceMagics)
`;
