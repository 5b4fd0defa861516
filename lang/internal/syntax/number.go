package syntax

import (
	"bytes"
	"math/big"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/diag"
)

// Limits of numbers, which some expressions and objects need as text: that of
// 1e100000000 would take minutes and 100 MB to write.
const (
	// MaxNumberText is the longest text that is read as a number.
	MaxNumberText = 4_000
	maxExponent   = 3_322 // of 2: 1000 decimal digits
)

// NumberRange is which numbers there may be.
func NumberRange() message.Text {
	return message.New("it may have at most 1000 digits before the decimal point, and 1000 zeros after it")
}

// ExtremeNumber reports whether a number is too large, or too small, to be
// written as text.
func ExtremeNumber(n *big.Float) bool {
	exponent := n.MantExp(nil)
	return n.IsInf() || exponent > maxExponent || exponent < -maxExponent
}

// extremeLiteral reports whether the text of a number stands for such a number.
// What is no number at all is the parser's to report.
func extremeLiteral(text []byte) bool {
	if len(text) > MaxNumberText {
		return true
	}
	if !bytes.ContainsAny(text, "eE") {
		return false // it has as many digits as it is long
	}
	n, _, err := big.ParseFloat(string(text), 10, 64, big.ToNearestEven)
	return err == nil && ExtremeNumber(n)
}

// hasExponent reports whether a source may have a number with an exponent, which
// is what an extreme one needs that is not far longer than any line.
func hasExponent(src []byte) bool {
	for i := 1; i+1 < len(src); i++ {
		if src[i]|0x20 == 'e' && isDigit(src[i-1]) && (isDigit(src[i+1]) || src[i+1] == '+' || src[i+1] == '-') {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func errorExtremeLiteral(r hcl.Range) *hcl.Diagnostic {
	return diag.Error(r, "Number out of range", "This number is out of range: %s. Use another number, or write it as a string in quotes.", NumberRange())
}

// LeadingZeros are where numbers are written that are digits alone, and have a leading zero,
// which their values do not tell.
type LeadingZeros map[stretch]bool

// stretch is a part of a file, in bytes.
type stretch struct {
	file       string
	start, end int
}

// Add takes note of those of a source.
func (z LeadingZeros) Add(src []byte, name string) {
	for i := 0; i+1 < len(src); i++ {
		if src[i] != '0' || !isDigit(src[i+1]) || i > 0 && withinWord(src[i-1]) {
			continue
		}
		start := i
		for i < len(src) && isDigit(src[i]) {
			i++
		}
		z[stretch{name, start, i}] = true
	}
}

// At reports whether a number at a place is one.
func (z LeadingZeros) At(r hcl.Range) bool {
	return z[stretch{r.Filename, r.Start.Byte, r.End.Byte}]
}

// withinWord reports whether no number begins after a byte that could be meant to be octal:
// addresses, versions and dates are not noted.
func withinWord(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '.' || c == '-' || c == '"'
}
