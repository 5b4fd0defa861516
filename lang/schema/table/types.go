package table

import (
	"math/big"
	"regexp"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/schema"
)

// The types of the language.
var (
	String   = schema.Type{English: "a string", Chinese: "字符串", Cty: cty.String, Scalar: str, Examples: []any{"web"}}
	Bool     = schema.Type{English: "true or false", Chinese: "true 或 false", Cty: cty.Bool, Scalar: boolean, Examples: []any{true, false}}
	Int      = schema.Type{English: "a whole number", Chinese: "整数", Cty: cty.Number, Scalar: whole, Examples: []any{int64(3), int64(5), int64(3600), int64(1)}}
	Quantity = schema.Type{
		English: `a quantity such as "250m", "1.5" or "128Mi"`, Chinese: `数量，例如 "250m"、"1.5" 或 "128Mi"`,
		Cty: cty.String, Scalar: quantity, Examples: []any{"1Gi"},
	}
	IntOrPercent = schema.Type{
		English: `a whole number or a percentage such as "25%"`, Chinese: `整数或百分比，例如 "25%"`,
		Cty: cty.String, Scalar: intOrPercent, Examples: []any{"50%", int64(1)},
	}
	FileMode    = schema.Type{English: `a file mode in octal digits, such as "0640"`, Chinese: `八进制文件权限，例如 "0640"`, Cty: cty.String, Scalar: octal, Octal: true, Examples: []any{"0640"}}
	PortRef     = schema.Type{English: "a port's number or name", Chinese: "端口号或端口名称", Cty: cty.String, Scalar: intOrName, Examples: []any{"http", int64(8080)}}
	StringList  = schema.Type{English: "a list of strings", Chinese: "字符串列表", Cty: cty.List(cty.String), Elem: &String}
	IntList     = schema.Type{English: "a list of whole numbers", Chinese: "整数列表", Cty: cty.List(cty.Number), Elem: &Int}
	StringMap   = schema.Type{English: "a map of strings", Chinese: "字符串映射", Cty: cty.Map(cty.String), Elem: &String}
	IntMap      = schema.Type{English: "a map of whole numbers", Chinese: "整数映射", Cty: cty.Map(cty.Number), Elem: &Int}
	QuantityMap = schema.Type{English: `a map of quantities such as "64Mi"`, Chinese: `数量映射，例如 "64Mi"`, Cty: cty.Map(cty.String), Elem: &Quantity}
	FileModeMap = schema.Type{English: `a map of file modes in octal digits, such as "0640"`, Chinese: "八进制文件权限映射", Cty: cty.Map(cty.String), Elem: &FileMode}
	Any         = schema.Type{English: "a value", Chinese: "任意值", Cty: cty.DynamicPseudoType}
	Expression  = schema.Type{English: "an expression", Chinese: "表达式", Cty: cty.DynamicPseudoType, Raw: true}
	Reference   = schema.Type{English: Expression.English, Chinese: Expression.Chinese, Cty: cty.DynamicPseudoType, Raw: true, Reference: true}
)

func str(v cty.Value) (any, bool)     { return v.AsString(), true }
func boolean(v cty.Value) (any, bool) { return v.True(), true }

func whole(v cty.Value) (any, bool) {
	i, accuracy := v.AsBigFloat().Int64()
	return i, accuracy == big.Exact
}

// quantity is written as the server stores it, so that "0.5" and "500m" are
// no difference.
func quantity(v cty.Value) (any, bool) {
	q, err := object.ParseQuantity(v.AsString())
	if err != nil {
		return nil, false
	}
	return q.String(), true
}

var percentage = regexp.MustCompile(`^[0-9]+%$`)

func intOrPercent(v cty.Value) (any, bool) {
	s := v.AsString()
	if percentage.MatchString(s) {
		return s, true
	}
	i, err := strconv.ParseInt(s, 10, 64)
	return i, err == nil
}

func octal(v cty.Value) (any, bool) {
	i, err := strconv.ParseInt(v.AsString(), 8, 32)
	return i, err == nil
}

func intOrName(v cty.Value) (any, bool) {
	s := v.AsString()
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return i, true
	}
	return s, s != ""
}
