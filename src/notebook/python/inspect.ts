// IPython.core.oinspect: what `object?`, `object??`, %pdoc, %pdef, %psource and %psearch print.

export const INSPECT = String.raw`
import ast, builtins, inspect, linecache, os, textwrap, types
from _notebook import native_signature
from IPython.core.magic import find

FUNCTIONS = types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.BuiltinMethodType, types.WrapperDescriptorType, \
    types.MethodWrapperType, types.MethodDescriptorType, types.ClassMethodDescriptorType
PLAIN_FUNCTIONS = types.FunctionType, types.MethodType, types.BuiltinFunctionType
UNTOLD_CLASSES = {inspect.getdoc(cls) for cls in (object, type, types.FunctionType, types.MethodType, types.ModuleType, property)}
UNTOLD_INIT = inspect.getdoc(object.__init__)
UNTOLD_CALL = inspect.getdoc(types.FunctionType.__call__)


def lookup(shell, name):
    "The object of that name: (found, object, where, is magic)."
    name = name.strip()
    head, *rest = name.split(".")
    if not name.startswith("%") and all(part.isidentifier() for part in (head, *rest)):
        for where, names in ("Interactive", shell.user_ns), ("Python builtin", builtins.__dict__):
            if head not in names:
                continue
            try:
                value = names[head]
                for part in rest[:-1]:
                    value = getattr(value, part)
                if rest:
                    value = last_attribute(value, rest[-1])
            except Exception:
                continue
            return True, value, where, False
    magic = find("cell", name[2:]) if name.startswith("%%") else find("line", name.lstrip("%")) or find("cell", name)
    if magic is not None:
        return True, magic, "IPython internal", True
    if name in ("''", '""', "[]", "{}", "()"):
        return True, eval(name), "Interactive", False
    return False, None, None, False


def last_attribute(value, name):
    if not isinstance(value, type):
        member = getattr(type(value), name, None)
        if isinstance(member, property):
            return member
    return getattr(value, name)


def docstring(value):
    try:
        text = value.getdoc()
    except Exception:
        pass
    else:
        if isinstance(text, str):
            return inspect.cleandoc(text)
    text = inspect.getdoc(value)
    return text if isinstance(text, str) else None


def file_of(value):
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    for candidate in value, getattr(value, "__class__", None):
        try:
            file = inspect.getabsfile(candidate)
        except Exception:
            continue
        home = os.environ.get("HOME", "")
        return "~" + file[len(home):] if home and (file + "/").startswith(home + "/") else file


def source_of(value):
    if isinstance(value, property):
        parts = [getattr(value, name) for name in ("fget", "fset", "fdel")]
        sources = [source for source in (source_of(part) for part in parts if part is not None) if source]
        return "\n".join(sources) or None
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    linecache.checkcache()
    try:
        return source_block(value)
    except (OSError, SyntaxError):
        return None
    except TypeError:
        try:
            return source_block(value.__class__)
        except Exception:
            return None


def source_block(value):
    "The lines of a definition, found in the syntax tree of its file."
    if isinstance(value, types.MethodType):
        value = value.__func__
    if inspect.ismodule(value):
        return "".join(linecache.getlines(inspect.getsourcefile(value)))
    code = getattr(value, "__code__", None)
    if code is None and not isinstance(value, type):
        raise TypeError(value)
    if code is not None:
        files = [code.co_filename]
    elif value.__module__ == "__main__":
        files = [name for name in reversed(linecache.cache) if name.startswith("<ipython-input-")]
    else:
        files = [inspect.getsourcefile(value)]
    for file in files:
        lines = linecache.getlines(file)
        for path, node in definitions(ast.parse("".join(lines)), ""):
            first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
            if first == code.co_firstlineno if code is not None else isinstance(node, ast.ClassDef) and path == value.__qualname__:
                return "".join(lines[first - 1:node.end_lineno])
    raise OSError("could not find the definition")


def definitions(node, path):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            own = path + child.name
            yield own, child
            yield from definitions(child, own + ("." if isinstance(child, ast.ClassDef) else ".<locals>."))
        else:
            if isinstance(child, ast.Lambda):
                yield path + "<lambda>", child
            yield from definitions(child, path)


def signature_of(value, name):
    if not callable(value):
        return None
    try:
        signature = inspect.signature(value)
    except NotImplementedError:
        if isinstance(value, type) and value.__init__ is object.__init__ and value.__new__ is object.__new__:
            return name + "()"
        text = native_signature(value)
        return text and name + text
    except Exception:
        return None
    text = name + str(signature)
    if len(text) <= 75 or not signature.parameters:
        return text
    lines, kinds = [], inspect.Parameter
    seen_slash = seen_star = False
    for parameter in signature.parameters.values():
        if parameter.kind == kinds.POSITIONAL_ONLY:
            seen_slash = True
        elif seen_slash:
            lines.append("/")
            seen_slash = False
        if parameter.kind == kinds.VAR_POSITIONAL:
            seen_star = True
        elif parameter.kind == kinds.KEYWORD_ONLY and not seen_star:
            lines.append("*")
            seen_star = True
        lines.append(str(parameter))
    if seen_slash:
        lines.append("/")
    result = f"{name}(\n" + "".join(f"    {line},\n" for line in lines) + ")"
    if signature.return_annotation is not inspect.Signature.empty:
        result += " -> " + inspect.formatannotation(signature.return_annotation)
    return result


def has_docstring(source, doc):
    try:
        (definition,) = ast.parse(textwrap.dedent(source)).body
        return ast.get_docstring(definition) == doc
    except Exception:
        return False


def describe(shell, name, detail_level=0):
    found, value, where, is_magic = lookup(shell, name)
    if not found:
        return f"Object ${"`"}{name}${"`"} not found."
    fields = magic_fields(value, detail_level) if is_magic else \
        callable_fields(value, name, detail_level) if isinstance(value, type) or isinstance(value, PLAIN_FUNCTIONS) else \
        object_fields(value, name, where, detail_level)
    fields = [(title, text.strip("\n")) for title, text in fields if text is not None]
    width = max(len(title) for title, _ in fields)
    lines = [f"{title}:{' ' * (width - len(title))}" + ("\n" if "\n" in text else " ") + text for title, text in fields]
    return "\n".join(lines) + "\n"


def shown_doc(value, source):
    doc = docstring(value)
    if doc is None:
        doc = "<no docstring>"
    return None if not doc or source and has_docstring(source, doc) else doc


def magic_fields(value, detail_level):
    doc = shown_doc(value, None)
    return [("Source", source_of(value)) if detail_level else ("Docstring", doc), ("File", file_of(value))]


def callable_fields(value, name, detail_level):
    file = file_of(value)
    source = source_of(value) if detail_level and file is not None else None
    source = source.rstrip() if source else None
    is_class = isinstance(value, type)
    signature = signature_of(value, name)
    init_doc = None
    if is_class:
        if signature is None:
            signature = signature_of(value.__init__, name)
        init_doc = docstring(value.__init__)
        init_doc = None if init_doc == UNTOLD_INIT or not init_doc else init_doc
    else:
        init_doc = docstring(value.__init__)
        init_doc = None if init_doc == UNTOLD_INIT or not init_doc else init_doc
    fields = [("Init signature" if is_class else "Signature", signature), ("Docstring", shown_doc(value, source))]
    fields.append(("Source", source) if source else ("Init docstring", init_doc))
    fields += [("File", file), ("Type", type(value).__name__)]
    if is_class:
        names = [sub.__name__ for sub in type.__subclasses__(value)]
        fields.append(("Subclasses", ", ".join(names if len(names) < 10 else names[:10] + ["..."])))
    return fields


def object_fields(value, name, where, detail_level):
    file = file_of(value)
    source = source_of(value) if detail_level and (isinstance(value, property) or file is not None) else None
    source = source.rstrip() if source else None
    doc = docstring(value)
    doc = "<no docstring>" if doc is None else doc
    definition = signature_of(value, name)
    class_doc = init_doc = call_doc = call_signature = None
    if doc:
        class_doc = docstring(value.__class__)
        class_doc = None if class_doc in UNTOLD_CLASSES or doc == class_doc else class_doc
    init_doc = docstring(value.__init__)
    init_doc = None if init_doc == UNTOLD_INIT or not init_doc else init_doc
    if hasattr(value, "__call__"):
        call_signature = signature_of(value.__call__, name)
        call_signature = None if call_signature == definition else call_signature
        call_doc = docstring(value.__call__)
        call_doc = None if call_doc == UNTOLD_CALL or not call_doc else call_doc
    fields = [("Signature", definition), ("Call signature", call_signature), ("Type", type(value).__name__),
              ("String form", string_form(value, detail_level))]
    if where != "Interactive":
        fields.append(("Namespace", where))
    try:
        fields.append(("Length", str(len(value))))
    except Exception:
        pass
    fields.append(("File", file))
    fields.append(("Source", source) if source else ("Docstring", None if source and has_docstring(source, doc) else doc or None))
    return fields + [("Class docstring", class_doc or None), ("Init docstring", init_doc), ("Call docstring", call_doc)]


def string_form(value, detail_level):
    try:
        text = str(value)
    except Exception:
        return None
    if not detail_level and len(text) > 200:
        text = text[:97] + " <...> " + text[-97:]
        text = ("\n" + " " * len("string_form")).join(line.strip() for line in text.split("\n"))
    return text


def indented(text):
    return "\n".join("    " + line for line in text.split("\n"))


def documentation(shell, name):
    found, value, _, _ = lookup(shell, name)
    if not found:
        return f"Object ${"`"}{name}${"`"} not found."
    parts = []
    doc = docstring(value)
    if doc:
        parts += ["Class docstring:", indented(doc)]
    other = "__init__" if isinstance(value, type) else "__call__"
    more = docstring(getattr(value, other)) if hasattr(value, other) else None
    if more:
        parts += ["Init docstring:" if isinstance(value, type) else "Call docstring:", indented(more)]
    return "\n".join(parts) or f"No documentation found for {name}"


def definition(shell, name):
    found, value, _, _ = lookup(shell, name)
    if not found:
        return f"Object ${"`"}{name}${"`"} not found."
    return " " + signature + "\n" if (signature := signature_of(value, name)) else f"No definition header found for {name}"


def source_text(shell, name):
    found, value, _, _ = lookup(shell, name)
    if not found:
        return f"Object ${"`"}{name}${"`"} not found."
    return source_of(value) or f"No source found for {name}"


def matching_names(shell, text):
    from fnmatch import fnmatchcase
    pattern = text.split()[0]
    head, dot, tail = pattern.rpartition(".")
    if dot:
        found, value, _, _ = lookup(shell, head)
        names, prefix = (dir(value), head + ".") if found else ([], "")
    else:
        names, prefix, tail = {*shell.user_ns, *vars(builtins)}, "", pattern
    private = tail.startswith("_")
    return sorted(prefix + name for name in names if (private or not name.startswith("_")) and fnmatchcase(name.lower(), tail.lower()))
`;
