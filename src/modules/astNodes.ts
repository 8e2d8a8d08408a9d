// The classes of the syntax tree: name, base, fields; after a bar the attributes that the class and its descendants have.
// A field ending in ? may be None, one in * is a list, one in ! an expression context. From CPython 3.14's own `_ast`.

const TABLE = `
mod AST
Module mod body* type_ignores*
Interactive mod body*
Expression mod body
FunctionType mod argtypes* returns
stmt AST | lineno col_offset end_lineno end_col_offset
FunctionDef stmt name args body* decorator_list* returns? type_comment? type_params*
AsyncFunctionDef stmt name args body* decorator_list* returns? type_comment? type_params*
ClassDef stmt name bases* keywords* body* decorator_list* type_params*
Return stmt value?
Delete stmt targets*
Assign stmt targets* value type_comment?
TypeAlias stmt name type_params* value
AugAssign stmt target op value
AnnAssign stmt target annotation value? simple
For stmt target iter body* orelse* type_comment?
AsyncFor stmt target iter body* orelse* type_comment?
While stmt test body* orelse*
If stmt test body* orelse*
With stmt items* body* type_comment?
AsyncWith stmt items* body* type_comment?
Match stmt subject cases*
Raise stmt exc? cause?
Try stmt body* handlers* orelse* finalbody*
TryStar stmt body* handlers* orelse* finalbody*
Assert stmt test msg?
Import stmt names*
ImportFrom stmt module? names* level?
Global stmt names*
Nonlocal stmt names*
Expr stmt value
Pass stmt
Break stmt
Continue stmt
expr AST | lineno col_offset end_lineno end_col_offset
BoolOp expr op values*
NamedExpr expr target value
BinOp expr left op right
UnaryOp expr op operand
Lambda expr args body
IfExp expr test body orelse
Dict expr keys* values*
Set expr elts*
ListComp expr elt generators*
SetComp expr elt generators*
DictComp expr key value generators*
GeneratorExp expr elt generators*
Await expr value
Yield expr value?
YieldFrom expr value
Compare expr left ops* comparators*
Call expr func args* keywords*
FormattedValue expr value conversion format_spec?
Interpolation expr value str conversion format_spec?
JoinedStr expr values*
TemplateStr expr values*
Constant expr value kind?
Attribute expr value attr ctx!
Subscript expr value slice ctx!
Starred expr value ctx!
Name expr id ctx!
List expr elts* ctx!
Tuple expr elts* ctx!
Slice expr lower? upper? step?
expr_context AST
Load expr_context
Store expr_context
Del expr_context
boolop AST
And boolop
Or boolop
operator AST
Add operator
Sub operator
Mult operator
MatMult operator
Div operator
Mod operator
Pow operator
LShift operator
RShift operator
BitOr operator
BitXor operator
BitAnd operator
FloorDiv operator
unaryop AST
Invert unaryop
Not unaryop
UAdd unaryop
USub unaryop
cmpop AST
Eq cmpop
NotEq cmpop
Lt cmpop
LtE cmpop
Gt cmpop
GtE cmpop
Is cmpop
IsNot cmpop
In cmpop
NotIn cmpop
comprehension AST target iter ifs* is_async
excepthandler AST | lineno col_offset end_lineno end_col_offset
ExceptHandler excepthandler type? name? body*
arguments AST posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
arg AST arg annotation? type_comment? | lineno col_offset end_lineno end_col_offset
keyword AST arg? value | lineno col_offset end_lineno end_col_offset
alias AST name asname? | lineno col_offset end_lineno end_col_offset
withitem AST context_expr optional_vars?
match_case AST pattern guard? body*
pattern AST | lineno col_offset end_lineno end_col_offset
MatchValue pattern value
MatchSingleton pattern value
MatchSequence pattern patterns*
MatchMapping pattern keys* patterns* rest?
MatchClass pattern cls patterns* kwd_attrs* kwd_patterns*
MatchStar pattern name?
MatchAs pattern pattern? name?
MatchOr pattern patterns*
type_ignore AST
TypeIgnore type_ignore lineno tag
type_param AST | lineno col_offset end_lineno end_col_offset
TypeVar type_param name bound? default_value?
ParamSpec type_param name default_value?
TypeVarTuple type_param name default_value?
`;

export type FieldKind = "required" | "optional" | "list" | "context";

export interface NodeSpec {
	readonly name: string;
	readonly base: string;
	readonly fields: readonly { readonly name: string; readonly kind: FieldKind }[];
	/** Null where they are inherited. */
	readonly attributes: readonly string[] | null;
}

const KINDS: { readonly [mark: string]: FieldKind } = { "?": "optional", "*": "list", "!": "context" };

function parseField(text: string): { name: string; kind: FieldKind } {
	const kind = KINDS[text.at(-1)!];
	return kind === undefined ? { name: text, kind: "required" } : { name: text.slice(0, -1), kind };
}

/** In an order in which every base comes before its descendants. */
export function nodeSpecs(): NodeSpec[] {
	return TABLE.trim()
		.split("\n")
		.map((line) => {
			const [left, right] = line.split(" | ") as [string, string | undefined];
			const [name, base, ...fields] = left.split(" ") as [string, string, ...string[]];
			return { name, base, fields: fields.map(parseField), attributes: right === undefined ? null : right.split(" ") };
		});
}
