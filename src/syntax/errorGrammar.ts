// The grammar of the error pass: the rules of Python's grammar and, between them, the rules for what people get wrong. It runs
// only on a source that the fast parser refused, so it is written for exactness: the order of alternatives, what is looked
// at, and which rules remember their results decide which message a user sees, and follow Grammar/python.gram of 3.14.
//
// Notation, one rule per line group, `name modes:` and then alternatives after `|`:
//   'if' token   "match" soft keyword   NAME kind of token   other   a rule
//   x?  x*  x+   x%  one or more with commas between   (x | y)   &x  !x  look ahead   ~ commit   ^':' required, or an error
//   l:x          a value with a label
//   -> Class     the alternative's value is a node with its labelled values; -> l passes one on
//   => where "message"   an error, in the second pass and later; `where`: l (a node), l..m, l.. (to where the tokenizer is),
//                last (the last token read), next (the next token), indent (IndentationError at the last token), or
//                a function of errorActions.ts, which may decide that there is none
//   In messages {l} is the kind of the node l, {line l} its line, {text l} its spelling.
// Modes: memo (results are remembered), left (left-recursive), quiet (error rules are off below).
// A rule with "bad" in its name is an error rule: an alternative that is nothing else is tried only in the second pass.

const STATEMENTS = `
file: | statement* ENDMARKER
single: | compound NEWLINE | simpleStmts | NEWLINE
eval: | expressions NEWLINE* ENDMARKER
funcType: | '(' typeExpressions? ')' '->' expression NEWLINE* ENDMARKER
typeExpressions:
| expression% ',' '*' expression ',' '**' expression
| expression% ',' '*' expression
| expression% ',' '**' expression
| '*' expression ',' '**' expression
| '*' expression
| '**' expression
| expression%
statement: | compound | simpleStmts
simpleStmts: | simpleStmt !';' NEWLINE | simpleStmt (';' simpleStmt)* ';'? NEWLINE
simpleStmt memo:
| assignment
| &"type" "type" NAME typeParams? '=' expression
| starExpressions
| &'return' 'return' starExpressions?
| &('import' | 'from') importStmt
| &'raise' raiseStmt
| 'pass' -> Pass
| &'del' delStmt
| &'yield' yieldExpr
| &'assert' assertStmt
| 'break' -> Break
| 'continue' -> Continue
| &'global' 'global' NAME%
| &'nonlocal' 'nonlocal' NAME%
compound:
| &('def' | '@' | 'async') functionDef
| &'if' ifStmt
| &('class' | '@') classDef
| &('with' | 'async') withStmt
| &('for' | 'async') forStmt
| &'try' tryStmt
| &'while' whileStmt
| matchStmt

assignment:
| NAME ':' expression ('=' annotatedRhs)?
| ('(' singleTarget ')' | singleSubscriptAttribute) ':' expression ('=' annotatedRhs)?
| (starTargets '=')+ annotatedRhs !'=' TYPE_COMMENT?
| singleTarget augassign ~ annotatedRhs
| badAssignment
annotatedRhs: | yieldExpr | starExpressions
augassign: | '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
badAssignment:
| a:badAnnotationTarget ':' expression => a "only single target (not {a}) can be annotated"
| a:starNamed ',' starNamedList* ':' expression => a "only single target (not tuple) can be annotated"
| a:expression ':' expression => a "illegal target for annotation"
| (starTargets '=')* a:starExpressions '=' => assignTarget ""
| (starTargets '=')* a:yieldExpr '=' => a "assignment to yield expression not possible"
| a:starExpressions augassign annotatedRhs => a "'{a}' is an illegal expression for augmented assignment"
badAnnotationTarget: | list | tuple | '(' a:badAnnotationTarget ')' -> a

raiseStmt:
| 'raise' expression 'from' expression
| 'raise' expression
| 'raise'
delStmt: | 'del' delTargets &(';' | NEWLINE) | badDel
badDel: | 'del' a:starExpressions => deleteTarget ""
assertStmt: | 'assert' expression (',' expression)?

importStmt memo: | badImport | importName | importFrom
importName: | 'import' dottedAsName%
importFrom: | 'from' ('.' | '...')* dottedName 'import' importTargets | 'from' ('.' | '...')+ 'import' importTargets
importTargets: | '(' importAsName% ','? ')' | importAsName% !',' | '*' | badImportTargets
importAsName: | badImportAsName | NAME ('as' NAME)?
dottedAsName: | badDottedAsName | dottedName ('as' NAME)?
dottedName: | NAME ('.' NAME)*
badImport:
| a:'import' dottedName% 'from' dottedName => a.. "Did you mean to use 'from ... import ...' instead?"
| 'import' a:NEWLINE => a.. "Expected one or more names after 'import'"
badDottedAsName: | dottedName 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a:expression => a "cannot use {a} as import target"
badImportAsName: | NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a:expression => a "cannot use {a} as import target"
badImportTargets:
| importAsName% ',' NEWLINE => last "trailing comma not allowed without surrounding parentheses"
| a:NEWLINE => a.. "Expected one or more names after 'import'"

block memo: | NEWLINE INDENT statement+ DEDENT | simpleStmts | badBlock
badBlock: | NEWLINE !INDENT => indent "expected an indented block"
decorators: | ('@' namedExpression NEWLINE)+
classDef: | decorators classDefRaw | classDefRaw
classDefRaw: | badClassDef | 'class' NAME typeParams? ('(' arguments? ')')? ':' block
badClassDef:
| 'class' NAME typeParams? ('(' arguments? ')')? NEWLINE => last "expected ':'"
| a:'class' NAME typeParams? ('(' arguments? ')')? ':' NEWLINE !INDENT => indent "expected an indented block after class definition on line {line a}"
functionDef: | decorators functionDefRaw | functionDefRaw
functionDefRaw:
| badFunctionDef
| 'def' NAME typeParams? '(' params? ')' ('->' expression)? ':' funcTypeComment? block
| 'async' 'def' NAME typeParams? '(' params? ')' ('->' expression)? ':' funcTypeComment? block
funcTypeComment:
| NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
| badDoubleTypeComment
| TYPE_COMMENT
badDoubleTypeComment: | TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT => last "Cannot have two type comments on def"
badFunctionDef:
| 'async'? a:'def' NAME typeParams? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT => indent "expected an indented block after function definition on line {line a}"
| 'async'? 'def' NAME typeParams? ^'(' params? ')' ('->' expression)? ^':' funcTypeComment? block

ifStmt: | badIf | 'if' namedExpression ':' block elifStmt | 'if' namedExpression ':' block elseBlock?
elifStmt: | badElif | 'elif' namedExpression ':' block elifStmt | 'elif' namedExpression ':' block elseBlock?
elseBlock: | badElse | 'else' ^':' block
badIf:
| 'if' namedExpression NEWLINE => last "expected ':'"
| a:'if' namedExpression ':' NEWLINE !INDENT => indent "expected an indented block after 'if' statement on line {line a}"
badElif:
| 'elif' namedExpression NEWLINE => last "expected ':'"
| a:'elif' namedExpression ':' NEWLINE !INDENT => indent "expected an indented block after 'elif' statement on line {line a}"
badElse:
| a:'else' ':' NEWLINE !INDENT => indent "expected an indented block after 'else' statement on line {line a}"
| 'else' ':' block 'elif' => last "'elif' block follows an 'else' block"
whileStmt: | badWhile | 'while' namedExpression ':' block elseBlock?
badWhile:
| 'while' namedExpression NEWLINE => last "expected ':'"
| a:'while' namedExpression ':' NEWLINE !INDENT => indent "expected an indented block after 'while' statement on line {line a}"
forStmt:
| badFor
| 'for' starTargets 'in' ~ starExpressions ':' TYPE_COMMENT? block elseBlock?
| 'async' 'for' starTargets 'in' ~ starExpressions ':' TYPE_COMMENT? block elseBlock?
| badForTarget
badFor:
| 'async'? 'for' starTargets 'in' starExpressions NEWLINE => last "expected ':'"
| 'async'? a:'for' starTargets 'in' starExpressions ':' NEWLINE !INDENT => indent "expected an indented block after 'for' statement on line {line a}"
badForTarget: | 'async'? 'for' a:starExpressions => forTarget ""
withStmt:
| badWithIndent
| 'with' '(' withItem% ','? ')' ':' TYPE_COMMENT? block
| 'with' withItem% ':' TYPE_COMMENT? block
| 'async' 'with' '(' withItem% ','? ')' ':' TYPE_COMMENT? block
| 'async' 'with' withItem% ':' TYPE_COMMENT? block
| badWith
withItem: | expression 'as' starTarget &(',' | ')' | ':') | badWithItem | expression
badWithItem: | expression 'as' a:expression &(',' | ')' | ':') => assignTarget ""
badWith:
| 'async'? 'with' (expression ('as' starTarget)?)% NEWLINE => last "expected ':'"
| 'async'? 'with' '(' (expressions ('as' starTarget)?)% ','? ')' NEWLINE => last "expected ':'"
badWithIndent:
| 'async'? a:'with' (expression ('as' starTarget)?)% ':' NEWLINE !INDENT => indent "expected an indented block after 'with' statement on line {line a}"
| 'async'? a:'with' '(' (expressions ('as' starTarget)?)% ','? ')' ':' NEWLINE !INDENT => indent "expected an indented block after 'with' statement on line {line a}"

tryStmt:
| badTry
| 'try' ^':' block finallyBlock
| 'try' ^':' block exceptBlock+ elseBlock? finallyBlock?
| 'try' ^':' block exceptStarBlock+ elseBlock? finallyBlock?
exceptBlock:
| badExceptIndent
| 'except' expression ':' block
| 'except' expression 'as' NAME ':' block
| 'except' expressions ':' block
| 'except' ':' block
| badExcept
exceptStarBlock:
| badExceptStarIndent
| 'except' '*' expression ':' block
| 'except' '*' expression 'as' NAME ':' block
| 'except' '*' expressions ':' block
| badExceptStar
finallyBlock: | badFinally | 'finally' ^':' block
badTry:
| a:'try' ':' NEWLINE !INDENT => indent "expected an indented block after 'try' statement on line {line a}"
| 'try' ':' block !('except' | 'finally') => last "expected 'except' or 'finally' block"
| 'try' ':' block* exceptBlock+ a:'except' b:'*' expression ('as' NAME)? ':' => a..b "cannot have both 'except' and 'except*' on the same 'try'"
| 'try' ':' block* exceptStarBlock+ a:'except' (expression ('as' NAME)?)? ':' => a "cannot have both 'except' and 'except*' on the same 'try'"
badExcept:
| 'except' a:expression ',' expressions 'as' NAME ':' => a.. "multiple exception types must be parenthesized when using 'as'"
| 'except' expression ('as' NAME)? NEWLINE => last "expected ':'"
| 'except' NEWLINE => last "expected ':'"
| 'except' expression 'as' a:expression ':' block => a "cannot use except statement with {a}"
badExceptStar:
| 'except' '*' a:expression ',' expressions 'as' NAME ':' => a.. "multiple exception types must be parenthesized when using 'as'"
| 'except' '*' expression ('as' NAME)? NEWLINE => last "expected ':'"
| 'except' '*' (NEWLINE | ':') => last "expected one or more exception types"
| 'except' '*' expression 'as' a:expression ':' block => a "cannot use except* statement with {a}"
badFinally: | a:'finally' ':' NEWLINE !INDENT => indent "expected an indented block after 'finally' statement on line {line a}"
badExceptIndent:
| a:'except' expression ('as' NAME)? ':' NEWLINE !INDENT => indent "expected an indented block after 'except' statement on line {line a}"
| a:'except' ':' NEWLINE !INDENT => indent "expected an indented block after 'except' statement on line {line a}"
badExceptStarIndent: | a:'except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT => indent "expected an indented block after 'except*' statement on line {line a}"
`;

const PATTERNS = `
matchStmt: | "match" subject ':' NEWLINE INDENT caseBlock+ DEDENT | badMatch
subject: | starNamed ',' starNamedList? | namedExpression
caseBlock: | badCase | "case" patterns guard? ':' block
guard: | 'if' namedExpression
badMatch:
| "match" subject NEWLINE => last "expected ':'"
| a:"match" subject ':' NEWLINE !INDENT => indent "expected an indented block after 'match' statement on line {line a}"
badCase:
| "case" patterns guard? NEWLINE => last "expected ':'"
| a:"case" patterns guard? ':' NEWLINE !INDENT => indent "expected an indented block after 'case' statement on line {line a}"
patterns: | openSequence | pattern
pattern: | asPattern | orPattern
asPattern: | orPattern 'as' captureTarget | badAsPattern
badAsPattern:
| orPattern 'as' a:"_" => a "cannot use '_' as a target"
| orPattern 'as' a:expression => a "cannot use {a} as pattern target"
orPattern: | closedPattern ('|' closedPattern)*
closedPattern memo:
| literalPattern
| captureTarget
| "_"
| attr !('.' | '(' | '=')
| '(' pattern ')'
| '[' maybeSequence? ']'
| '(' openSequence? ')'
| mappingPattern
| classPattern
literalPattern: | signedNumber !('+' | '-') | complexNumber | strings | 'None' | 'True' | 'False'
literalKey: | signedNumber !('+' | '-') | complexNumber | &(STRING | FSTRING_START | TSTRING_START) strings | 'None' | 'True' | 'False'
complexNumber: | signedReal '+' imaginary | signedReal '-' imaginary
signedNumber: | number | '-' number
signedReal: | real | '-' real
real: | a:number -> ensureReal
imaginary: | a:number -> ensureImaginary
captureTarget: | !"_" a:NAME !('.' | '(' | '=') -> a
attr: | NAME ('.' NAME)+ -> Attribute
nameOrAttr: | attr | NAME
openSequence: | maybeStarPattern ',' maybeSequence?
maybeSequence: | maybeStarPattern% ','?
maybeStarPattern: | starPattern | pattern
starPattern memo: | '*' captureTarget | '*' "_"
mappingPattern:
| '{' '}'
| '{' doubleStarPattern ','? '}'
| '{' keyValue% ',' doubleStarPattern ','? '}'
| '{' keyValue% ','? '}'
keyValue: | (literalKey | attr) ':' pattern
doubleStarPattern: | '**' a:captureTarget -> a
classPattern:
| nameOrAttr '(' ')'
| nameOrAttr '(' pattern% ','? ')'
| nameOrAttr '(' keywordPattern% ','? ')'
| nameOrAttr '(' pattern% ',' keywordPattern% ','? ')'
| badClassPattern
badClassPattern: | nameOrAttr '(' (pattern% ',')? keywordPattern% ',' a:pattern% => items "positional patterns follow keyword patterns"
keywordPattern: | NAME '=' pattern

typeParams: | badTypeParams | '[' typeParam% ','? ']'
typeParam memo:
| NAME (':' expression)? ('=' expression)?
| badTypeParam
| '*' NAME ('=' starExpression)?
| '**' NAME ('=' expression)?
badTypeParams: | '[' a:']' => a.. "Type parameter list cannot be empty"
badTypeParam:
| '*' NAME a:':' e:expression => typeVarTupleBound ""
| '**' NAME a:':' e:expression => paramSpecBound ""
`;

const EXPRESSIONS = `
expressions: | a:expression b:(',' x:expression -> x)+ ','? -> Tuple | a:expression ',' -> Tuple | expression
expression memo:
| badExpression
| badLegacyExpression
| disjunction 'if' disjunction 'else' expression -> IfExp
| disjunction
| lambda
yieldExpr: | 'yield' 'from' expression -> Yield | 'yield' starExpressions? -> Yield
starExpressions: | a:starExpression b:(',' x:starExpression -> x)+ ','? -> Tuple | a:starExpression ',' -> Tuple | starExpression
starExpression memo: | '*' a:bitwiseOr -> Starred | expression
starNamedList: | a:starNamed% ','? -> a
starNamed: | '*' a:bitwiseOr -> Starred | namedExpression
assignmentExpression: | NAME ':=' ~ expression -> NamedExpr
namedExpression: | assignmentExpression | badNamedExpression | a:expression !':=' -> a
disjunction memo: | conjunction ('or' conjunction)+ -> BoolOp | conjunction
conjunction memo: | inversion ('and' inversion)+ -> BoolOp | inversion
inversion memo: | 'not' inversion -> UnaryOp | comparison
comparison: | a:bitwiseOr b:comparePair+ -> Compare | bitwiseOr
comparePair:
| a:'==' bitwiseOr -> a
| a:notEqual bitwiseOr -> a
| a:'<=' bitwiseOr -> a
| a:'<' bitwiseOr -> a
| a:'>=' bitwiseOr -> a
| a:'>' bitwiseOr -> a
| a:'not' 'in' bitwiseOr -> a
| a:'in' bitwiseOr -> a
| a:'is' 'not' bitwiseOr -> a
| a:'is' bitwiseOr -> a
notEqual: | a:'!=' -> checkNotEqual
bitwiseOr left: | bitwiseOr '|' bitwiseXor -> BinOp | bitwiseXor
bitwiseXor left: | bitwiseXor '^' bitwiseAnd -> BinOp | bitwiseAnd
bitwiseAnd left: | bitwiseAnd '&' shift -> BinOp | shift
shift left: | shift '<<' sum -> BinOp | shift '>>' sum -> BinOp | badArithmetic | sum
sum left: | sum '+' term -> BinOp | sum '-' term -> BinOp | term
term left:
| term '*' factor -> BinOp
| term '/' factor -> BinOp
| term '//' factor -> BinOp
| term '%' factor -> BinOp
| term '@' factor -> BinOp
| badFactor
| factor
factor memo: | '+' factor -> UnaryOp | '-' factor -> UnaryOp | '~' factor -> UnaryOp | power
power: | awaitPrimary '**' factor -> BinOp | awaitPrimary
awaitPrimary memo: | 'await' primary -> Await | primary
primary left:
| primary '.' NAME -> Attribute
| primary genexp -> Call
| primary '(' arguments? ')' -> Call
| primary '[' slices ']' -> Subscript
| atom
slices: | a:slice !',' -> a | a:(slice | starredExpression)% ','? -> Tuple
slice: | expression? ':' expression? (':' expression?)? -> Slice | namedExpression
atom:
| NAME
| 'True' -> True
| 'False' -> False
| 'None' -> None
| &(STRING | FSTRING_START | TSTRING_START) a:strings -> a
| number
| &'(' a:(tuple | group | genexp) -> a
| &'[' a:(list | listcomp) -> a
| &'{' a:(dict | set | dictcomp | setcomp) -> a
| '...' -> Ellipsis
number: | a:NUMBER -> checkNumber
group: | '(' a:(yieldExpr | namedExpression) ')' -> a | badGroup
badGroup:
| '(' a:starredExpression ')' => a "cannot use starred expression here"
| '(' a:'**' expression ')' => a "cannot use double starred expression here"
lambda: | 'lambda' lambdaParams? ':' expression -> Lambda

strings memo: | badStringConcatenation | a:(fstring | string)+ -> checkStrings | tstring+ -> TemplateStr
string: | a:STRING -> checkString
badStringConcatenation:
| a:(fstring | string)+ b:tstring => lastOf "cannot mix t-string literals with string or bytes literals"
| a:tstring+ b:(fstring | string) => lastOf "cannot mix t-string literals with string or bytes literals"

list: | '[' a:starNamedList? ']' -> List
tuple: | '(' a:(x:starNamed ',' y:starNamedList? -> Pair)? ')' -> Tuple
set: | '{' starNamedList '}' -> Set
dict: | '{' (keyValuePair% ','?)? '}' -> Dict | '{' badKeyValuePairs '}'
keyValuePair: | '**' bitwiseOr | kvpair
kvpair: | expression ':' expression
forIfClauses: | forIfClause+
forIfClause:
| 'async' 'for' starTargets 'in' ~ a:disjunction b:('if' x:disjunction -> x)* -> comprehension
| 'for' starTargets 'in' ~ a:disjunction b:('if' x:disjunction -> x)* -> comprehension
| badForIfClause
| badForTarget
badForIfClause: | 'async'? 'for' (bitwiseOr (',' bitwiseOr)* ','?) !'in' => last "'in' expected after for-loop variables"
listcomp: | '[' namedExpression forIfClauses ']' -> ListComp | badComprehension
setcomp: | '{' namedExpression forIfClauses '}' -> SetComp | badComprehension
genexp: | '(' (assignmentExpression | expression !':=') forIfClauses ')' -> GeneratorExp | badComprehension
dictcomp: | '{' kvpair forIfClauses '}' -> DictComp | badDictComprehension
badComprehension:
| ('[' | '(' | '{') a:starredExpression forIfClauses => a "iterable unpacking cannot be used in comprehension"
| ('[' | '{') a:starNamed ',' b:starNamedList forIfClauses => toLastOf "did you forget parentheses around the comprehension target?"
| ('[' | '{') a:starNamed b:',' forIfClauses => a..b "did you forget parentheses around the comprehension target?"
badDictComprehension: | '{' a:'**' bitwiseOr forIfClauses '}' => a "dict unpacking cannot be used in dict comprehension"

arguments memo: | a:args ','? &')' -> a | badArguments
args: | a:(starredExpression | x:(assignmentExpression | y:expression !':=' -> y) !'=' -> x)% b:(',' k:kwargs -> k)? -> Call | b:kwargs -> Call
kwargs: | a:kwargOrStarred% ',' b:kwargOrDoubleStarred% -> Pair | kwargOrStarred% | kwargOrDoubleStarred%
starredExpression: | badStarredUnpacking | '*' a:expression -> Starred | badStarred
kwargOrStarred: | badKwarg | NAME '=' expression -> keyword | starredExpression
kwargOrDoubleStarred: | badKwarg | NAME '=' expression -> keyword | '**' expression -> doubleStarred

starTargets: | a:starTarget !',' -> a | starTarget (',' starTarget)* ','?
starTargetsTuple: | starTarget (',' starTarget)+ ','? | starTarget ','
starTarget memo: | '*' !'*' starTarget | targetWithStarAtom
targetWithStarAtom memo: | tPrimary '.' NAME !tLookahead | tPrimary '[' slices ']' !tLookahead | starAtom
starAtom: | NAME | '(' targetWithStarAtom ')' | '(' starTargetsTuple? ')' | '[' (starTarget% ','?)? ']'
singleTarget: | singleSubscriptAttribute | NAME | '(' singleTarget ')'
singleSubscriptAttribute: | tPrimary '.' NAME !tLookahead | tPrimary '[' slices ']' !tLookahead
tPrimary left:
| tPrimary '.' NAME &tLookahead
| tPrimary '[' slices ']' &tLookahead
| tPrimary genexp &tLookahead
| tPrimary '(' arguments? ')' &tLookahead
| atom &tLookahead
tLookahead: | '(' | '[' | '.'
delTargets: | delTarget% ','?
delTarget memo: | tPrimary '.' NAME !tLookahead | tPrimary '[' slices ']' !tLookahead | delAtom
delAtom: | NAME | '(' delTarget ')' | '(' delTargets? ')' | '[' delTargets? ']'
`;

const EXPRESSION_ERRORS = `
quietExpression quiet: | disjunction 'if' disjunction 'else' expression -> IfExp | disjunction | lambda
badLegacyExpression: | a:NAME !'(' b:starExpressions => legacyStatement "Missing parentheses in call to '{text a}'. Did you mean {text a}(...)?"
badExpression:
| STRING a:(!STRING x:quietExpression -> x)+ STRING => items "invalid syntax. Is this intended to be part of the string?"
| !(NAME STRING | softKeyword) a:disjunction b:quietExpression => missingComma "invalid syntax. Perhaps you forgot a comma?"
| a:disjunction 'if' b:disjunction !('else' | ':') => a..b "expected 'else' after 'if' expression"
| disjunction 'if' disjunction 'else' !expression => next "expected expression after 'else', but statement is given"
| a:('pass' | 'break' | 'continue') 'if' disjunction 'else' simpleStmt => a "expected expression before 'if', but statement is given"
| a:'lambda' lambdaParams? b:':' &FSTRING_MIDDLE => a..b "f-string: lambda expressions are not allowed without parentheses"
| a:'lambda' lambdaParams? b:':' &TSTRING_MIDDLE => a..b "t-string: lambda expressions are not allowed without parentheses"
softKeyword: | "_" | "case" | "match" | "type"
badNamedExpression memo:
| a:expression ':=' expression => a "cannot use assignment expressions with {a}"
| a:NAME '=' b:bitwiseOr !('=' | ':=') => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
| !(list | tuple | genexp | 'True' | 'None' | 'False') a:bitwiseOr '=' bitwiseOr !('=' | ':=') => a "cannot assign to {a} here. Maybe you meant '==' instead of '='?"
badArithmetic: | sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a:'not' b:inversion => a..b "'not' after an operator must be parenthesized"
badFactor: | ('+' | '-' | '~') a:'not' b:factor => a..b "'not' after an operator must be parenthesized"
badArguments:
| (((starredExpression | (assignmentExpression | expression !':=') !'=')% ',' kwargs) | kwargs) a:',' (starredExpression !'=')% => a.. "iterable argument unpacking follows keyword argument unpacking"
| a:expression b:forIfClauses ',' (args | expression forIfClauses)? => toLastIterable "Generator expression must be parenthesized"
| a:NAME b:'=' expression forIfClauses => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
| (args ',')? a:NAME b:'=' &(',' | ')') => a..b "expected argument value expression"
| a:args b:forIfClauses => bareGenerator "Generator expression must be parenthesized"
| args ',' a:expression b:forIfClauses => toLastIterable "Generator expression must be parenthesized"
| a:args ',' args => positionalFollows ""
badKwarg:
| a:('True' | 'False' | 'None') b:'=' => a..b "cannot assign to {text a}"
| a:NAME b:'=' expression forIfClauses => a..b "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
| !(NAME '=') a:expression b:'=' => a..b "expression cannot contain assignment, perhaps you meant \\"==\\"?"
| a:'**' expression '=' b:expression => a..b "cannot assign to keyword argument unpacking"
badStarredUnpacking: | a:'*' expression '=' b:expression => a..b "cannot assign to iterable argument unpacking"
badStarred: | '*' => last "Invalid star expression"
badKeyValuePairs:
| keyValuePair% ',' badKeyValuePair
| expression ':' a:'*' bitwiseOr => a.. "cannot use a starred expression in a dictionary value"
| expression a:':' &('}' | ',') => a "expression expected after dictionary key and ':'"
badKeyValuePair:
| a:expression !':' => missingColon "':' expected after dictionary key"
| expression ':' a:'*' bitwiseOr => a.. "cannot use a starred expression in a dictionary value"
| expression a:':' &('}' | ',') => a "expression expected after dictionary key and ':'"
`;

/** Parameters; for `def` L is empty and END is the parenthesis, for `lambda` L is "lambda", END the colon, and COMMENT empty. */
const PARAMETERS = `
Lparams: | LbadParameters | Lparameters
Lparameters:
| LslashNoDefault LnoDefault* LwithDefault* LstarEtc?
| LslashWithDefault LwithDefault* LstarEtc?
| LnoDefault+ LwithDefault* LstarEtc?
| LwithDefault+ LstarEtc?
| LstarEtc
LslashNoDefault: | LnoDefault+ '/' ',' | LnoDefault+ '/' &END
LslashWithDefault: | LnoDefault* LwithDefault+ '/' ',' | LnoDefault* LwithDefault+ '/' &END
Lkwds: | LbadKwds | '**' LnoDefault
LnoDefault: | a:Lparam ',' COMMENT -> a | a:Lparam COMMENT &END -> a
LwithDefault: | Lparam default ',' COMMENT | Lparam default COMMENT &END
LmaybeDefault: | Lparam default? ',' COMMENT | Lparam default? COMMENT &END
LbadParameters:
| a:'/' ',' => a "at least one argument must precede /"
| (LslashNoDefault | LslashWithDefault) LmaybeDefault* a:'/' => a "/ may appear only once"
| LslashNoDefault? LnoDefault* LdefaultsBefore a:LnoDefault => a "parameter without a default follows parameter with a default"
| LnoDefault* a:'(' LPARENTHESIZED ','? b:')' => a..b "KIND parameters cannot be parenthesized"
| (LslashNoDefault | LslashWithDefault)? LmaybeDefault* '*' (',' | LnoDefault) LmaybeDefault* a:'/' => a "/ must be ahead of *"
| LmaybeDefault+ '/' a:'*' => a "expected comma between / and *"
LdefaultsBefore: | LslashWithDefault | LwithDefault+
LbadKwds:
| '**' Lparam a:'=' => a "var-keyword argument cannot have default value"
| '**' Lparam ',' a:Lparam => a "arguments cannot follow var-keyword argument"
| '**' Lparam ',' a:('*' | '**' | '/') => a "arguments cannot follow var-keyword argument"
`;

const OTHER_PARAMETERS = `
param: | NAME (':' expression)? -> arg
paramStarAnnotation: | NAME ':' starExpression
lambdaparam: | NAME -> arg
lambdaParams: | lambdaparams
default: | '=' expression | badDefault
badDefault: | a:'=' &(')' | ',') => a "expected default value expression"
starEtc:
| badStarEtc
| '*' noDefault maybeDefault* kwds?
| '*' (paramStarAnnotation ',' TYPE_COMMENT? | paramStarAnnotation TYPE_COMMENT? &')') maybeDefault* kwds?
| '*' ',' maybeDefault+ kwds?
| kwds
badStarEtc:
| a:'*' (')' | ',' (')' | '**')) => a "named arguments must follow bare *"
| '*' ',' TYPE_COMMENT => last "bare * has associated type comment"
| '*' param a:'=' => a "var-positional argument cannot have default value"
| '*' (noDefault | ',') maybeDefault* a:'*' (noDefault | ',') => a "* argument may appear only once"
lambdastarEtc:
| lambdabadStarEtc
| '*' lambdanoDefault lambdamaybeDefault* lambdakwds?
| '*' ',' lambdamaybeDefault+ lambdakwds?
| lambdakwds
lambdabadStarEtc:
| '*' (':' | ',' (':' | '**')) => last "named arguments must follow bare *"
| '*' lambdaparam a:'=' => a "var-positional argument cannot have default value"
| '*' (lambdanoDefault | ',') lambdamaybeDefault* a:'*' (lambdanoDefault | ',') => a "* argument may appear only once"
`;

/** f-strings and t-strings: X is the letter, XSTRING the prefix of the token kinds. */
const FORMATTED = `
Xstring: | a:XSTRING_START b:(XreplacementField | XSTRING_MIDDLE)* c:XSTRING_END -> checkFormatted
XreplacementField:
| '{' annotatedRhs '='? Xconversion? XfullFormatSpec? '}' -> FormattedValue
| XbadReplacementField
Xconversion: | a:'!' b:NAME -> checkConversion
XfullFormatSpec: | ':' a:XformatSpec* -> checkFormatSpec
XformatSpec: | XSTRING_MIDDLE | XreplacementField
XbadReplacementField:
| '{' a:'=' => a "X-string: valid expression required before '='"
| '{' a:'!' => a "X-string: valid expression required before '!'"
| '{' a:':' => a "X-string: valid expression required before ':'"
| '{' a:'}' => a "X-string: valid expression required before '}'"
| '{' !annotatedRhs => next "X-string: expecting a valid expression after '{'"
| '{' annotatedRhs !('=' | '!' | ':' | '}') => next "X-string: expecting '=', or '!', or ':', or '}'"
| '{' annotatedRhs '=' !('!' | ':' | '}') => next "X-string: expecting '!', or ':', or '}'"
| '{' annotatedRhs '='? XbadConversion
| '{' annotatedRhs '='? ('!' NAME)? !(':' | '}') => next "X-string: expecting ':' or '}'"
| '{' annotatedRhs '='? ('!' NAME)? ':' XformatSpec* !'}' => next "X-string: expecting '}', or format specs"
| '{' annotatedRhs '='? ('!' NAME)? !'}' => next "X-string: expecting '}'"
XbadConversion:
| '!' &(':' | '}') => next "X-string: missing conversion character"
| '!' !NAME => next "X-string: invalid conversion character"
`;

function parameterRules(prefix: string, end: string, kind: string, parenthesized: string, comment: string): string {
	return PARAMETERS.replace(/COMMENT/g, comment)
		.replace(/LPARENTHESIZED/g, parenthesized)
		.replace(/\bL(?=[a-z])/g, prefix)
		.replace(/END/g, end)
		.replace(/KIND/g, kind);
}

function formattedRules(letter: string): string {
	return FORMATTED.replace(/XSTRING/g, `${letter.toUpperCase()}STRING`).replace(/X(?=[a-z-])/g, letter);
}

/** The whole grammar in the notation above. */
export function grammarText(): string {
	const forDef = parameterRules("", "')'", "Function", "noDefault+", "TYPE_COMMENT?");
	const forLambda = parameterRules("lambda", "':'", "Lambda expression", "lambdaparam%", "");
	return [
		STATEMENTS,
		PATTERNS,
		EXPRESSIONS,
		EXPRESSION_ERRORS,
		forDef,
		forLambda,
		OTHER_PARAMETERS,
		formattedRules("f"),
		formattedRules("t"),
	].join("");
}
