package diagnostics

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/usage"
	"github.com/workloadlang/wl/lang"
)

// A command that makes do without values says so in either format.
func TestCompiledWithoutValues(t *testing.T) {
	for format, want := range map[ui.Format]string{ui.Text: "Variables of the stack's objects have no value", ui.JSON: `"summary": "Variables of the stack's objects have no value`} {
		var b bytes.Buffer
		if err := Compiled(&b, &engine.Compiled{Compilation: &lang.Compilation{}, LacksValues: true}, ui.Options{Format: format}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) || format == ui.JSON && !json.Valid(b.Bytes()) {
			t.Errorf("as %s: %s", format, &b)
		}
	}
}

// How to do without a configuration that has errors is advice beside them, and counts as none of what is wrong.
func TestCompiledAdvice(t *testing.T) {
	way := fact.New(usage.StateSuffices, fact.Args{"command": "wl status", "stack": "shop"})
	wrong, doubtful := &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "wrong"}, &hcl.Diagnostic{Severity: hcl.DiagWarning, Summary: "doubtful"}
	for name, c := range map[string]struct {
		of                       hcl.Diagnostics
		errors, warnings, advice int
	}{
		"an error":               {hcl.Diagnostics{wrong}, 1, 0, 1},
		"an error and a warning": {hcl.Diagnostics{wrong, doubtful}, 1, 1, 1},
		"a warning":              {hcl.Diagnostics{doubtful}, 0, 1, 0},
	} {
		var b bytes.Buffer
		if err := Compiled(&b, &engine.Compiled{Compilation: &lang.Compilation{Diagnostics: c.of}}, ui.Options{Format: ui.JSON}, way); err != nil {
			t.Fatal(err)
		}
		var r findingsReport
		if err := json.Unmarshal(b.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if r.Errors != c.errors || r.Warnings != c.warnings || len(r.Diagnostics) != len(c.of) || len(r.Advice) != c.advice {
			t.Errorf("%s: %s", name, &b)
		}
		for _, a := range r.Advice {
			if a.Code != way.Code || a.Args["stack"] != "shop" || !strings.HasPrefix(a.Summary, "To run wl status without") {
				t.Errorf("%s: %s", name, &b)
			}
		}
	}
}
