package diagnostics

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/ui"
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
