package lang

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/lang/internal/eval"
	"github.com/workloadlang/wl/lang/internal/kubeyaml"
	"github.com/workloadlang/wl/lang/internal/module"
)

const endless = `stack "shop" {}
locals {
  fine  = 1
  large = [for a in range(1000) : [for b in range(700) : "${a}-${b}"]]
}
`

// What asks for more than any machine has is given up, with its place.
func TestExpressionsThatTakeTooMuch(t *testing.T) {
	for want, w := range map[string]watch{
		"large takes more than 1 MiB of memory":             {time: time.Hour, memory: 1 << 20},
		"large has been evaluated for 50ms and is not done": {time: 50 * time.Millisecond, memory: 1 << 60},
	} {
		t.Chdir(t.TempDir())
		if err := os.WriteFile("a.wl.hcl", []byte(endless), 0o600); err != nil {
			t.Fatal(err)
		}
		progress := &eval.Progress{}
		stack, sources, diags := module.Load(".", nil, kubeyaml.NewSources())
		c := &compilation{declared: stack, result: &Compilation{Files: sources}, settings: module.Settings{Progress: progress}, diags: diags}
		result := w.over(sources, progress, func() *Compilation { c.compile(".", Options{}); return c.result })
		if len(result.Diagnostics) != 1 || !strings.Contains(result.Diagnostics.Error(), want) || result.Diagnostics[0].Subject.Start.Line != 4 {
			t.Errorf("want %q on line 4, got %v", want, result.Diagnostics)
		}
	}
}
