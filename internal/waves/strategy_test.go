package waves

import (
	"bytes"
	"testing"

	"github.com/workloadlang/wl/lang"
)

// A wave is the same one with another token, which changes as tokens do.
func TestStrategyHasNoToken(t *testing.T) {
	of := func(a lang.Analysis) []byte {
		raw, err := writtenWave(&lang.Wave{Name: "all", Analyses: []lang.Analysis{a}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	first := of(lang.Analysis{Name: "errors", Address: "http://a", BearerToken: "one"})
	if second := of(lang.Analysis{Name: "errors", Address: "http://a", BearerToken: "two"}); !bytes.Equal(first, second) || bytes.Contains(first, []byte("one")) {
		t.Errorf("%s and %s", first, second)
	}
}
