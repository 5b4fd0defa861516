package decode

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/schema"
)

// decimal reports, in both senses, a number in the place of octal digits, of which it cannot
// be told what it means: 420 may be the mode 0420, or 0644 as Kubernetes has it in JSON. Where
// it is written out with a leading zero, it can.
func (d *Decoder) decimal(row *schema.Attribute, v cty.Value, e hcl.Expression) bool {
	if row.Type.Octal {
		return d.decimalAt(message.New("%s", row.Name), v, e)
	}
	v, marks := v.Unmark()
	if row.Type.Elem == nil || !row.Type.Elem.Octal || !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return false
	}
	sources, found := fieldSources(e), false
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		key, _ = key.Unmark()
		at := e
		if s := sources[key.AsString()]; s != nil {
			at = s.Expr
		}
		found = d.decimalAt(message.New("%s[%q]", row.Name, key.AsString()), element.WithMarks(marks), at) || found
	}
	return found
}

func (d *Decoder) decimalAt(what message.Text, v cty.Value, e hcl.Expression) bool {
	v, marks := v.Unmark()
	if v.Type() != cty.Number || !v.IsKnown() || v.IsNull() {
		return false
	}
	n, accuracy := v.AsBigFloat().Int64()
	if accuracy != 0 || n >= 0 && n < 8 || hasLeadingZero(e, n) {
		return false
	}
	advice := message.New(`Write the octal digits in quotes, such as "0644".`)
	if len(marks) == 0 && n > 0 {
		advice = message.New("Write %q for these octal digits, or %q for the mode that is %d in decimal.", fmt.Sprintf("0%d", n), fmt.Sprintf("%04o", n), n)
	}
	d.Diags = append(d.Diags, diag.Error(e.Range(), "Wrong type of value", "%s is a number without a leading zero, which may be meant in decimal. %s", what, advice))
	return true
}

// hasLeadingZero reports whether a number is written out, and longer than it must be.
func hasLeadingZero(e hcl.Expression, n int64) bool {
	for {
		within, is := e.(*hclsyntax.ParenthesesExpr)
		if !is {
			break
		}
		e = within.Expression
	}
	literal, is := e.(*hclsyntax.LiteralValueExpr)
	return is && literal.SrcRange.End.Byte-literal.SrcRange.Start.Byte > len(strconv.FormatInt(n, 10))
}
