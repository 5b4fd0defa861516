package decode

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
	"github.com/workloadlang/wl/lang/internal/syntax"
	"github.com/workloadlang/wl/lang/schema"
)

// ambiguous reports, in both senses, numbers of which it cannot be told what they mean.
func ambiguous(d *Decoder, row *schema.Attribute, v cty.Value, e hcl.Expression) bool {
	found := decimals(row, v, e, d.LeadingZeros)
	d.Diags = append(d.Diags, found...)
	return len(found) > 0
}

// decimals are the numbers in the place of octal digits, of which it cannot be told what they
// mean: 420 may be the mode 0420, or 0644 as Kubernetes has it in JSON. Of one that is written
// out with a leading zero, it can.
func decimals(row *schema.Attribute, v cty.Value, e hcl.Expression, zeros syntax.LeadingZeros) hcl.Diagnostics {
	if row.Type.Octal {
		return decimal(message.New("%s", row.Name), v, e, zeros)
	}
	if row.Type.Elem == nil || !row.Type.Elem.Octal || v.IsMarked() || !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil // of what is marked as a whole, that has been reported
	}
	sources, found := fieldSources(e), hcl.Diagnostics(nil)
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		at := e
		if s := sources[key.AsString()]; s != nil {
			at = s.Expr
		}
		found = append(found, decimal(message.New("%s[%q]", row.Name, key.AsString()), element, at, zeros)...)
	}
	return found
}

func decimal(what message.Text, v cty.Value, e hcl.Expression, zeros syntax.LeadingZeros) hcl.Diagnostics {
	v, marks := v.Unmark()
	if v.Type() != cty.Number || !v.IsKnown() || v.IsNull() {
		return nil
	}
	n, accuracy := v.AsBigFloat().Int64()
	if accuracy != 0 || n >= 0 && n < 8 || hasLeadingZero(e, zeros) {
		return nil
	}
	advice := message.New(`Write the octal digits in quotes, such as "0644".`)
	if len(marks) == 0 && n > 0 {
		advice = message.New("Write %q for these octal digits, or %q for the mode that is %d in decimal.", fmt.Sprintf("0%d", n), fmt.Sprintf("%04o", n), n)
	}
	return hcl.Diagnostics{diag.Error(e.Range(), "Wrong type of value", "%s is a number without a leading zero, which may be meant in decimal. %s", what, advice)}
}

// hasLeadingZero reports whether a number is written out, and with a leading zero.
func hasLeadingZero(e hcl.Expression, zeros syntax.LeadingZeros) bool {
	for {
		within, is := e.(*hclsyntax.ParenthesesExpr)
		if !is {
			break
		}
		e = within.Expression
	}
	literal, is := e.(*hclsyntax.LiteralValueExpr)
	return is && zeros.At(literal.SrcRange)
}
