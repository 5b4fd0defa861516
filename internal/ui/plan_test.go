package ui

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/workloadlang/wl/internal/ui/words"
)

func TestPlanText(t *testing.T) {
	for name, p := range plans() {
		for _, o := range []Options{
			{Width: 80}, {Width: 80, Color: true}, {Width: 160}, {Width: 160, Color: true},
			{Width: 40}, {Width: 100, Verbose: true}, {Width: 80, Language: words.Chinese},
		} {
			t.Run(fmt.Sprintf("%s/%s", name, optionsName(o)), func(t *testing.T) {
				var b bytes.Buffer
				if err := PlanText(&b, p, o); err != nil {
					t.Fatal(err)
				}
				noControls(t, b.String(), o.Color)
				golden(t, "plan/"+name+"."+optionsName(o), b.Bytes())
			})
		}
	}
}

func optionsName(o Options) string {
	name := fmt.Sprint(o.Width)
	if o.Color {
		name += "-color"
	}
	if o.Verbose {
		name += "-verbose"
	}
	if o.Language != "" {
		name += "-" + string(o.Language)
	}
	return name
}
