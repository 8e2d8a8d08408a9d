# %%
from IPython.display import display, HTML, Markdown, Latex, SVG, JSON, Javascript, Pretty, Math
from IPython import get_ipython
# %%
display(HTML("<b>x</b>"))
# %%
HTML("<b>x</b>")
# %%
Markdown("# hi"), Latex("$x$"), Math("x^2")
# %%
display(Markdown("# hi"), Latex("$x$"), Math("x^2"), SVG("<svg><g/></svg>"), Pretty("pretty text"))
# %%
JSON({"a": 1})
# %%
Javascript("alert(1)")
# %%
class R:
    def __repr__(self): return "R()"
    def _repr_html_(self): return "<i>r</i>"
    def _repr_markdown_(self): return "*r*", {"meta": 1}
    def _repr_png_(self): return b"abc"
    def _repr_json_(self): return {"r": 1}
    def _repr_latex_(self): return None
R()
# %%
display(R(), include=["text/html"])
# %%
display(R(), exclude=["text/html", "text/markdown"])
# %%
display({"text/plain": "raw text", "text/html": "<p>raw</p>"}, raw=True)
# %%
class M:
    def _repr_mimebundle_(self, include=None, exclude=None):
        print("include", include, "exclude", exclude)
        return {"text/plain": "from bundle", "application/x-mine+json": {"k": [1, 2.5, None, True]}}, {"text/plain": {"m": 1}}
M()
# %%
class D:
    def _ipython_display_(self):
        print("displaying myself")
        display("inner")
d = D()
d
# %%
_ is d
# %%
class BadHtml:
    def __repr__(self): return "BadHtml()"
    def _repr_html_(self): return 5
# %%
class Raises:
    def __repr__(self): return "Raises()"
    def _repr_html_(self): raise ValueError("no html")
Raises()
# %%
class NotImpl:
    def __repr__(self): return "NotImpl()"
    def _repr_html_(self): raise NotImplementedError
NotImpl()
# %%
class BadRepr:
    def __repr__(self): raise RuntimeError("bad repr")
b = BadRepr()
b
# %%
_ is b
# %%
[1, b]
# %%
class Getattr:
    def __getattr__(self, name):
        print("getattr", name)
        raise AttributeError(name)
    def __repr__(self): return "Getattr()"
Getattr()
# %%
class Any:
    def __getattr__(self, name):
        return lambda *a, **k: "anything"
    def __repr__(self): return "Any()"
Any()
# %%
R
# %%
class Inst:
    def __repr__(self): return "Inst()"
i = Inst()
i._repr_html_ = lambda: "<b>inst</b>"
i
# %%
class PP:
    def __init__(self, *items): self.items = list(items)
    def _repr_pretty_(self, p, cycle):
        if cycle:
            p.text("PP(...)")
            return
        with p.group(3, "PP(", ")"):
            for n, item in enumerate(self.items):
                if n:
                    p.text(",")
                    p.breakable()
                p.pretty(item)
PP(1, 2, "three")
# %%
PP(*range(60))
# %%
pp = PP(1)
pp.items.append(pp)
pp
# %%
[PP("a" * 50, "b" * 50), {"k": PP()}]
# %%
class P2:
    def _repr_pretty_(self, p, cycle):
        p.begin_group(4, "<P2")
        p.break_()
        p.text("line one")
        p.break_()
        with p.indent(4):
            p.text("indented")
            p.break_()
            p.text("again")
        p.end_group(4, ">")
P2()
# %%
from IPython.lib.pretty import pretty, pprint, for_type
pretty([1, 2, {"a": (1,)}])
# %%
pprint(list(range(40)))
# %%
pretty(PP(1, PP(2)), max_width=6)
# %%
class Reg: pass
for_type(Reg, lambda o, p, cycle: p.text("registered"))
pretty([Reg()])
# %%
fmt = get_ipython().display_formatter.formatters["text/plain"]
fmt.for_type(Reg, lambda o, p, cycle: p.text("by formatter"))
Reg()
# %%
get_ipython().display_formatter.formatters["text/html"].for_type(int, lambda n: f"<b>{n}</b>")
# %%
7
# %%
class HasMeta:
    def _repr_html_(self): return "<b>m</b>", {"isolated": True}
display(HasMeta(), metadata={"text/html": {"more": 1}})
# %%
get_ipython().run_line_magic("who_ls", "int")
# %%
get_ipython().user_ns is globals(), get_ipython().execution_count
# %%
get_ipython().run_cell_magic("capture", "c", "print(1)\n")
c.stdout
# %%
get_ipython().ev("1 + 2")
# %%
get_ipython().push({"pushed": 5})
pushed
# %%
_ih is In, _oh is Out, len(_dh)
# %%
display()
# %%
display(1, 2.5, "s", [1], None)
