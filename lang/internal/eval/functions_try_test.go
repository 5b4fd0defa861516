package eval

import (
	"strings"
	"testing"
)

// What cannot be evaluated is told within try in the words that it has outside, with nothing of
// the program.
func TestTryTellsInWords(t *testing.T) {
	dir := t.TempDir()
	for expression, want := range map[string]string{
		`try(pow(-1, 0.5), tonumber("x"))`:                           "pow does not support these values. Check them.",
		`try(setunion(["a"], [{}], [null]))`:                         "setunion does not support these values. Check them.",
		`try(try(pow(-1, 0.5)))`:                                     "pow does not support these values. Check them.",
		`[for x in [-1] : try(pow(x, 0.5))]`:                         "pow does not support these values. Check them.",
		`templatestring("$${try(pow(-1, 0.5))}", {})`:                "pow does not support these values. Check them.",
		`try(uper("x"))`:                                             `There is no function named "uper". Did you mean "upper"?`,
		`try({ a = 1 }.b, tonumber("x"))`:                            `cannot convert "x" to number`,
		`try()`:                                                      "at least one argument is required",
		`try(tonumber(secret), timeadd(secret, "1h"), pow(-1, 0.5))`: "The call of try failed. The reason is not shown",
		`try(timeadd(sensitive("hunter2"), "1h"))`:                   "The call of try failed. The reason is not shown",
	} {
		_, diags := evaluate(t, dir, expression)
		text := diags.Error()
		if !strings.Contains(text, want) {
			t.Errorf("%s: %v, want %q", expression, diags, want)
		}
		for _, no := range []string{"goroutine", ".go:", "panic in", "hunter2"} {
			if strings.Contains(text, no) {
				t.Errorf("%s: %q is in %s", expression, no, text)
			}
		}
	}
	for expression, want := range map[string]string{
		`try(pow(-1, 0.5), 2)`: "2", `can(pow(-1, 0.5))`: "false", `try(can(pow(-1, 0.5)), 1)`: "false", `try(secret, 1) == "x"`: `try(secret == "x")`,
	} {
		got, diags := evaluate(t, dir, expression)
		wanted, more := evaluate(t, dir, want)
		if len(diags)+len(more) > 0 || !got.RawEquals(wanted) {
			t.Errorf("%s: %#v, %v, %v", expression, got, diags, more)
		}
	}
}
