// The classes of the syntax tree: name, base, fields with their types; after a bar the attributes that the class and its
// descendants have. A type ending in ? may be None, one in * is a list. From CPython 3.14's own `_ast`.

const TABLE = `
mod AST
Module mod body:stmt* type_ignores:type_ignore*
Interactive mod body:stmt*
Expression mod body:expr
FunctionType mod argtypes:expr* returns:expr
stmt AST | lineno col_offset end_lineno end_col_offset
FunctionDef stmt name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:string? type_params:type_param*
AsyncFunctionDef stmt name:identifier args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:string? type_params:type_param*
ClassDef stmt name:identifier bases:expr* keywords:keyword* body:stmt* decorator_list:expr* type_params:type_param*
Return stmt value:expr?
Delete stmt targets:expr*
Assign stmt targets:expr* value:expr type_comment:string?
TypeAlias stmt name:expr type_params:type_param* value:expr
AugAssign stmt target:expr op:operator value:expr
AnnAssign stmt target:expr annotation:expr value:expr? simple:int
For stmt target:expr iter:expr body:stmt* orelse:stmt* type_comment:string?
AsyncFor stmt target:expr iter:expr body:stmt* orelse:stmt* type_comment:string?
While stmt test:expr body:stmt* orelse:stmt*
If stmt test:expr body:stmt* orelse:stmt*
With stmt items:withitem* body:stmt* type_comment:string?
AsyncWith stmt items:withitem* body:stmt* type_comment:string?
Match stmt subject:expr cases:match_case*
Raise stmt exc:expr? cause:expr?
Try stmt body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
TryStar stmt body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
Assert stmt test:expr msg:expr?
Import stmt names:alias*
ImportFrom stmt module:identifier? names:alias* level:int?
Global stmt names:identifier*
Nonlocal stmt names:identifier*
Expr stmt value:expr
Pass stmt
Break stmt
Continue stmt
expr AST | lineno col_offset end_lineno end_col_offset
BoolOp expr op:boolop values:expr*
NamedExpr expr target:expr value:expr
BinOp expr left:expr op:operator right:expr
UnaryOp expr op:unaryop operand:expr
Lambda expr args:arguments body:expr
IfExp expr test:expr body:expr orelse:expr
Dict expr keys:expr?* values:expr*
Set expr elts:expr*
ListComp expr elt:expr generators:comprehension*
SetComp expr elt:expr generators:comprehension*
DictComp expr key:expr value:expr generators:comprehension*
GeneratorExp expr elt:expr generators:comprehension*
Await expr value:expr
Yield expr value:expr?
YieldFrom expr value:expr
Compare expr left:expr ops:cmpop* comparators:expr*
Call expr func:expr args:expr* keywords:keyword*
FormattedValue expr value:expr conversion:int format_spec:expr?
Interpolation expr value:expr str:constant conversion:int format_spec:expr?
JoinedStr expr values:expr*
TemplateStr expr values:expr*
Constant expr value:constant kind:string?
Attribute expr value:expr attr:identifier ctx:expr_context
Subscript expr value:expr slice:expr ctx:expr_context
Starred expr value:expr ctx:expr_context
Name expr id:identifier ctx:expr_context
List expr elts:expr* ctx:expr_context
Tuple expr elts:expr* ctx:expr_context
Slice expr lower:expr? upper:expr? step:expr?
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
comprehension AST target:expr iter:expr ifs:expr* is_async:int
excepthandler AST | lineno col_offset end_lineno end_col_offset
ExceptHandler excepthandler type:expr? name:identifier? body:stmt*
arguments AST posonlyargs:arg* args:arg* vararg:arg? kwonlyargs:arg* kw_defaults:expr* kwarg:arg? defaults:expr*
arg AST arg:identifier annotation:expr? type_comment:string? | lineno col_offset end_lineno end_col_offset
keyword AST arg:identifier? value:expr | lineno col_offset end_lineno end_col_offset
alias AST name:identifier asname:identifier? | lineno col_offset end_lineno end_col_offset
withitem AST context_expr:expr optional_vars:expr?
match_case AST pattern:pattern guard:expr? body:stmt*
pattern AST | lineno col_offset end_lineno end_col_offset
MatchValue pattern value:expr
MatchSingleton pattern value:constant
MatchSequence pattern patterns:pattern*
MatchMapping pattern keys:expr* patterns:pattern* rest:identifier?
MatchClass pattern cls:expr patterns:pattern* kwd_attrs:identifier* kwd_patterns:pattern*
MatchStar pattern name:identifier?
MatchAs pattern pattern:pattern? name:identifier?
MatchOr pattern patterns:pattern*
type_ignore AST
TypeIgnore type_ignore lineno:int tag:string
type_param AST | lineno col_offset end_lineno end_col_offset
TypeVar type_param name:identifier bound:expr? default_value:expr?
ParamSpec type_param name:identifier default_value:expr?
TypeVarTuple type_param name:identifier default_value:expr?
`;

export type FieldKind = "required" | "optional" | "list" | "context";

export interface FieldSpec {
	readonly name: string;
	readonly kind: FieldKind;
	/** identifier, int, string, constant, or a class. */
	readonly type: string;
}

export interface NodeSpec {
	readonly name: string;
	readonly base: string;
	readonly fields: readonly FieldSpec[];
	/** Null where they are inherited. */
	readonly attributes: readonly string[] | null;
}

function parseField(text: string): FieldSpec {
	const [name, marked] = text.split(":") as [string, string];
	const type = marked.replace(/[?*]+$/, "");
	const kind = marked.endsWith("?") ? "optional" : marked.endsWith("*") ? "list" : type === "expr_context" ? "context" : "required";
	return { name, kind, type };
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
