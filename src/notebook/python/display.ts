// IPython.core.display_functions and IPython.display: showing objects, and the classes that say how a text is to be shown.
// IPython.core.formatters: registering how the objects of a class are shown.

export const DISPLAY_FUNCTIONS = `
import _notebook
from _notebook import display

__all__ = ["display", "clear_output", "publish_display_data", "update_display", "DisplayHandle"]


def new_id():
    from os import urandom
    return urandom(16).hex()


def publish_display_data(data, metadata=None, source=None, *, transient=None, **kwargs):
    "Publishes data by media type."
    if transient:
        kwargs["transient"] = transient
    _notebook.shell.display_pub.publish(data=data, metadata=metadata, **kwargs)


def merge(into, more):
    if not isinstance(into, dict) or not isinstance(more, dict):
        return more
    for key, value in more.items():
        into[key] = merge(into.get(key), value)
    return into


def display_objects(objs, include, exclude, metadata, transient, display_id, raw, clear, kwargs):
    transient = {} if transient is None else transient
    if display_id:
        display_id = new_id() if display_id is True else display_id
        transient["display_id"] = display_id
    if kwargs.get("update") and "display_id" not in transient:
        raise TypeError("display_id required for update_display")
    if transient:
        kwargs["transient"] = transient
    if not objs and display_id:
        objs, raw = ({},), True
    if clear:
        clear_output(wait=True)
    for obj in objs:
        if raw:
            publish_display_data(data=obj, metadata=metadata or {}, **kwargs)
            continue
        data, own_metadata = _notebook.shell.display_formatter.format(obj, include=include, exclude=exclude)
        if data:
            merge(own_metadata, metadata or {})
            publish_display_data(data=data, metadata=own_metadata, **kwargs)
    if display_id:
        return DisplayHandle(display_id)


def update_display(obj, *, display_id, **kwargs):
    "Shows another object where the display of that id stands."
    kwargs["update"] = True
    display(obj, display_id=display_id, **kwargs)


class DisplayHandle:
    "What display(..., display_id=...) gives: update() shows another object in the same place."

    def __init__(self, display_id=None):
        self.display_id = new_id() if display_id is None else display_id

    def __repr__(self):
        return f"<{type(self).__name__} display_id={self.display_id}>"

    def display(self, obj, **kwargs):
        display(obj, display_id=self.display_id, **kwargs)

    def update(self, obj, **kwargs):
        update_display(obj, display_id=self.display_id, **kwargs)


def clear_output(wait=False):
    "Clears the output of the current cell, at once or when there is new output."
    _notebook.shell.display_pub.clear_output(wait)
`;

export const DISPLAY = String.raw`
from IPython.core.display_functions import *
from IPython.core.display_functions import __all__ as _functions

__all__ = [*_functions, "DisplayObject", "TextDisplayObject", "Pretty", "HTML", "Markdown", "Math", "Latex", "SVG", "JSON",
           "GeoJSON", "Javascript", "Code", "Image", "Audio", "Video", "IFrame", "YouTubeVideo", "ProgressBar", "FileLink",
           "set_matplotlib_formats", "display_html", "display_markdown", "display_svg", "display_png", "display_jpeg",
           "display_latex", "display_json", "display_javascript", "display_pretty", "display_pdf"]


class DisplayObject:
    _show_mem_addr = False
    metadata = None

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if url is not None or isinstance(data, str) and data.startswith(("http://", "https://")):
            raise NotImplementedError("decref reads nothing from the network: give the data itself")
        self.data = data
        self.url = url
        self.filename = filename
        if metadata is not None:
            self.metadata = metadata
        elif self.metadata is None:
            self.metadata = {}
        self.reload()

    def reload(self):
        if self.filename is not None:
            with open(self.filename, "rb") as file:
                self.data = self.from_file(file.read())

    def from_file(self, content):
        return content.decode()

    def __repr__(self):
        if self._show_mem_addr:
            return super().__repr__()
        return f"<{type(self).__module__}.{type(self).__name__} object>"

    def _data_and_metadata(self):
        return (self.data, self.metadata) if self.metadata else self.data


class TextDisplayObject(DisplayObject):
    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if data is not None and not isinstance(data, str):
            raise TypeError(f"{type(self).__name__} expects text, not {data!r}")
        super().__init__(data, url, filename, metadata)


class Pretty(TextDisplayObject):
    def _repr_pretty_(self, pp, cycle):
        return pp.text(self.data)


class HTML(TextDisplayObject):
    def _repr_html_(self):
        return self._data_and_metadata()

    def __html__(self):
        return self._repr_html_()


class Markdown(TextDisplayObject):
    def _repr_markdown_(self):
        return self._data_and_metadata()


class Math(TextDisplayObject):
    def _repr_latex_(self):
        text = "$\\displaystyle " + self.data.strip("$") + "$"
        return (text, self.metadata) if self.metadata else text


class Latex(TextDisplayObject):
    def _repr_latex_(self):
        return self._data_and_metadata()


class SVG(TextDisplayObject):
    def reload(self):
        super().reload()
        if isinstance(self.data, str) and "<svg" in self.data and "</svg>" in self.data:
            self.data = self.data[self.data.index("<svg"):self.data.rindex("</svg>") + len("</svg>")]

    def _repr_svg_(self):
        return self._data_and_metadata()


class JSON(DisplayObject):
    def __init__(self, data=None, url=None, filename=None, expanded=False, metadata=None, root="root", **kwargs):
        self.metadata = {"expanded": expanded, "root": root, **(metadata or {}), **kwargs}
        if isinstance(data, str):
            from json import loads
            data = loads(data)
        super().__init__(data, url, filename)

    def from_file(self, content):
        from json import loads
        return loads(content)

    def _repr_json_(self):
        return self.data, self.metadata


class GeoJSON(JSON):
    def _ipython_display_(self):
        display({"application/geo+json": self.data, "text/plain": "<IPython.display.GeoJSON object>"},
                metadata={"application/geo+json": self.metadata}, raw=True)


class Javascript(TextDisplayObject):
    def __init__(self, data=None, url=None, filename=None, lib=None, css=None):
        if lib or css:
            raise NotImplementedError("Javascript(lib=..., css=...) is not available in decref")
        super().__init__(data, url, filename)

    def _repr_javascript_(self):
        return self.data


class Code(TextDisplayObject):
    def __init__(self, data=None, url=None, filename=None, language=None):
        self.language = language
        super().__init__(data, url, filename)

    def __repr__(self):
        return self.data

    def _repr_html_(self):
        from html import escape
        return f'<pre><code class="language-{self.language or "python"}">{escape(self.data)}</code></pre>'

    def _repr_markdown_(self):
        return f"${"```"}{self.language or 'python'}\n{self.data}\n${"```"}"


class Image(DisplayObject):
    _read_formats = {"png": "image/png", "jpeg": "image/jpeg", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}

    def __init__(self, data=None, url=None, filename=None, format=None, embed=None, width=None, height=None, retina=False,
                 unconfined=False, metadata=None, alt=None):
        if isinstance(data, str) and filename is None:
            data, filename = None, data
        if format is None and filename is not None:
            format = str(filename).rpartition(".")[2].lower()
        self.format = "jpeg" if format == "jpg" else format or self.format_of(data)
        if self.format not in self._read_formats:
            raise ValueError(f"Cannot embed the '{self.format}' image format")
        self.embed, self.width, self.height, self.retina, self.unconfined, self.alt = True, width, height, retina, unconfined, alt
        super().__init__(data, url, filename, metadata)

    def format_of(self, data):
        if isinstance(data, bytes) and data.startswith(b"\xff\xd8"):
            return "jpeg"
        if isinstance(data, bytes) and data.startswith(b"GIF8"):
            return "gif"
        return "png"

    def from_file(self, content):
        return content

    def _repr_mimebundle_(self, include=None, exclude=None):
        metadata = {name: getattr(self, name) for name in ("width", "height", "alt") if getattr(self, name)}
        if self.unconfined:
            metadata["unconfined"] = True
        mimetype = self._read_formats[self.format]
        metadata.update(self.metadata)
        return {mimetype: self.data}, {mimetype: metadata} if metadata else {}


class IFrame:
    def __init__(self, src, width, height, extras=None, **kwargs):
        self.src, self.width, self.height, self.extras, self.params = src, width, height, extras or [], kwargs

    def _repr_html_(self):
        from urllib.parse import urlencode
        params = "?" + urlencode(self.params) if self.params else ""
        return (f'\n        <iframe\n            width="{self.width}"\n            height="{self.height}"\n'
                f'            src="{self.src}{params}"\n            frameborder="0"\n            allowfullscreen\n'
                f'            {" ".join(self.extras)}\n        ></iframe>\n        ')


class YouTubeVideo(IFrame):
    def __init__(self, id, width=400, height=300, allow_autoplay=False, **kwargs):
        self.id = id
        super().__init__(f"https://www.youtube.com/embed/{id}", width, height, **kwargs)


class FileLink:
    def __init__(self, path, url_prefix="", result_html_prefix="", result_html_suffix="<br>"):
        self.path, self.url_prefix, self.prefix, self.suffix = str(path), url_prefix, result_html_prefix, result_html_suffix

    def _repr_html_(self):
        from html import escape
        link = f"<a href='{self.url_prefix}{escape(self.path)}' target='_blank'>{escape(self.path)}</a>"
        return self.prefix + link + self.suffix

    def __repr__(self):
        from os.path import abspath
        return abspath(self.path)


class ProgressBar:
    def __init__(self, total):
        self.total = total
        self._progress = 0
        self._display_id = None

    def __repr__(self):
        fraction = self.progress / self.total
        filled = "=" * int(fraction * 60)
        return f"[{filled.ljust(60)}] {self.progress}/{self.total}"

    def _repr_html_(self):
        return f"<progress style='width:60ex' max='{self.total}' value='{self.progress}'></progress>"

    def display(self):
        from IPython.core.display_functions import new_id
        self._display_id = new_id()
        display(self, display_id=self._display_id)

    def update(self):
        display(self, display_id=self._display_id, update=True)

    @property
    def progress(self):
        return self._progress

    @progress.setter
    def progress(self, value):
        self._progress = value
        self.update()

    def __iter__(self):
        self.display()
        self._progress = -1
        return self

    def __next__(self):
        self.progress += 1
        if self.progress < self.total:
            return self.progress
        raise StopIteration


def _missing(name):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(f"IPython.display.{name} is not available in decref")
    return type(name, (), {"__init__": __init__, "__module__": __name__})


Audio = _missing("Audio")
Video = _missing("Video")


def set_matplotlib_formats(*formats, **kwargs):
    raise NotImplementedError("matplotlib is not available in decref")


def _shower(mimetype):
    def show(*objs, raw=False, metadata=None):
        if raw:
            for obj in objs:
                display({mimetype: obj}, raw=True, metadata={mimetype: metadata} if metadata else None)
        else:
            display(*objs, metadata=metadata, include=["text/plain", mimetype])
    return show


display_pretty = _shower("text/plain")
display_html = _shower("text/html")
display_markdown = _shower("text/markdown")
display_svg = _shower("image/svg+xml")
display_png = _shower("image/png")
display_jpeg = _shower("image/jpeg")
display_latex = _shower("text/latex")
display_json = _shower("application/json")
display_javascript = _shower("application/javascript")
display_pdf = _shower("application/pdf")

for _object in list(globals().values()):
    if isinstance(_object, type) and _object.__module__ == __name__:
        _object.__module__ = "IPython.core.display" if issubclass(_object, DisplayObject) else "IPython.lib.display"
`;

export const FORMATTERS = `
import sys
from _notebook import PRINTERS, DisplayFormatter
from _notebook import native_format


class FormatterWarning(UserWarning):
    "Warns of what a formatter gives and should not."


class Formatter:
    "How one kind of representation is made: for_type() registers a function for the objects of a class."
    enabled = True

    def __init__(self, format_type):
        self.format_type = format_type

    @property
    def type_printers(self):
        return PRINTERS.setdefault(self.format_type, {})

    def for_type(self, typ, func=None):
        if isinstance(typ, str):
            module, _, name = typ.rpartition(".")
            return self.for_type_by_name(module, name, func)
        old = self.type_printers.get(typ)
        if func is not None:
            self.type_printers[typ] = func
        return old

    def for_type_by_name(self, type_module, type_name, func=None):
        if type_module not in sys.modules:
            raise NotImplementedError(f"for_type_by_name: import {type_module} first")
        return self.for_type(getattr(sys.modules[type_module], type_name), func)

    def lookup_by_type(self, typ):
        for cls in typ.__mro__:
            if cls in self.type_printers:
                return self.type_printers[cls]
        raise KeyError(f"No registered printer for {typ!r}")

    def lookup(self, obj):
        return self.lookup_by_type(type(obj))

    def pop(self, typ, *default):
        return self.type_printers.pop(typ, *default)

    def __contains__(self, typ):
        return any(cls in self.type_printers for cls in typ.__mro__)

    def __call__(self, obj):
        return native_format(obj, (self.format_type,), None)[0].get(self.format_type)


FORMATTERS = {kind: Formatter(kind) for kind in (
    "text/plain", "text/html", "text/markdown", "image/svg+xml", "image/png", "application/pdf", "image/jpeg", "text/latex",
    "application/json", "application/javascript")}


def format_display_data(obj, include=None, exclude=None):
    return native_format(obj, include, exclude)
`;

export const PRETTY = String.raw`
import sys
from _notebook import native_pretty

MAX_SEQ_LENGTH = 1000
_type_pprinters = {}


def pretty(obj, verbose=False, max_width=79, newline="\n", max_seq_length=MAX_SEQ_LENGTH):
    "The text of an object, laid out over lines."
    text = native_pretty(obj, max_width, max_seq_length, _type_pprinters)
    return text if newline == "\n" else text.replace("\n", newline)


def pprint(obj, verbose=False, max_width=79, newline="\n", max_seq_length=MAX_SEQ_LENGTH):
    "Prints the text of an object, laid out over lines."
    sys.stdout.write(pretty(obj, verbose, max_width, newline, max_seq_length) + newline)
    sys.stdout.flush()


def for_type(typ, func):
    "Registers a function(object, printer, cycle) for the objects of a class; gives the one before."
    old = _type_pprinters.get(typ)
    if func is not None:
        _type_pprinters[typ] = func
    return old


def for_type_by_name(type_module, type_name, func):
    if type_module not in sys.modules:
        raise NotImplementedError(f"for_type_by_name: import {type_module} first")
    return for_type(getattr(sys.modules[type_module], type_name), func)


def RepresentationPrinter(*args, **kwargs):
    raise NotImplementedError("a RepresentationPrinter of one's own is not available in decref; use pretty()")


PrettyPrinter = RepresentationPrinter
`;
