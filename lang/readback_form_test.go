package lang

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What the cases of the documented form become, of which every row has one, is read back
// into blocks. Only what raw and object say is written out.
func TestReadBackForm(t *testing.T) {
	read := 0
	for _, section := range readForm(t) {
		for _, row := range section.Rows {
			for i := range row.Cases {
				c := &row.Cases[i]
				for _, kind := range c.kinds(&row) {
					source := c.source(kind, "kubernetes")
					compiled := Compile(t.Context(), ".", Options{Files: fstest.MapFS{"form.wl.hcl": &fstest.MapFile{Data: []byte(source)}}})
					if compiled.Diagnostics.HasErrors() {
						continue // needs files, or is of the documented limits
					}
					read++
					lines := readsBack(t, compiled)
					if wild := strings.Contains(source, "raw ") || strings.Contains(source, "object \""); len(lines) > 0 && !wild {
						t.Errorf("%s, %s: %v\n%s", section.Section, row.Row, lines, source)
					}
				}
			}
		}
	}
	if read < 500 {
		t.Errorf("only %d cases were read back", read)
	}
	t.Logf("%d cases", read)
}
