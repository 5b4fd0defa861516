package lang

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/workloadlang/wl/lang/schema"
	"github.com/workloadlang/wl/lang/schema/table"
)

// Every row of the table is used in every kind of workload that it does not
// apply to: one error each, on the row's name, that says where it does.
func TestRowsOfOtherKindsAreErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	workload, _ := table.Root().Block("workload")
	tried := 0
	for b := range workload.All() {
		if b != workload {
			hunted := &schema.Attribute{}
			for _, kind := range (b.Parent.Kinds &^ b.Kinds).Names() {
				hunted.Kinds = schema.KindOf(kind)
				misuse(t, kind, b.Name, b.Kinds, b.Parent, hunted, written(b, hunted, ""))
				tried++
			}
		}
		for _, a := range b.Attributes {
			for _, kind := range (b.Kinds &^ a.Kinds).Names() {
				hunted := *a
				hunted.Kinds = schema.KindOf(kind)
				misuse(t, kind, a.Name, a.Kinds, b, &hunted, fmt.Sprintf("%s = %s\n", a.Name, sample(a, &hunted)))
				tried++
			}
		}
	}
	t.Logf("%d uses in other kinds", tried)
	if tried < 30 {
		t.Errorf("only %d uses were tried", tried)
	}
}

func misuse(t *testing.T, kind, name string, applies schema.Kinds, in *schema.Block, hunted *schema.Attribute, inner string) {
	t.Helper()
	for at := in; at.Parent != nil; at = at.Parent {
		switch {
		case at.Name == "workload" && kind == "CronJob":
			inner += "schedule {\nschedule = \"@daily\"\n}\n"
		case at.Name == "service":
			inner += "port \"http\" {\nport = 80\n}\n"
		}
		inner = written(at, hunted, inner)
	}
	source := "stack \"s\" {}\n" + inner
	if err := os.WriteFile("a.wl.hcl", []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	errors := errorsOf(Compile(t.Context(), ".", Options{}).Diagnostics)
	want := fmt.Sprintf("%s does not apply to a %s; it applies to %s workloads.", name, kind, applies)
	if len(errors) != 1 || !strings.Contains(errors.Error(), want) {
		t.Errorf("%s\nwant the error %q alone, got %v", source, want, errors)
		return
	}
	if at := errors[0].Subject; !strings.HasPrefix(source[at.Start.Byte:], name) {
		t.Errorf("%s\nthe error stands at %v, not on %s", source, at, name)
	}
}
