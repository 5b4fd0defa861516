package object_test

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/workloadlang/wl/internal/object"
)

// Whatever is no more than Kubernetes' own reader can end is read as by it.
func TestParseQuantity(t *testing.T) {
	for _, text := range []string{"", "1", "500m", "10Gi", "1E", "1e", "1Ei", "1e3", "1E+3", "1e-3", "12e+003", "1e999", "-5k", "+1", ".5", "1e1e1", "0x10", "e", "ten", "1e3Gi"} {
		got, err := object.ParseQuantity(text)
		want, wrong := resource.ParseQuantity(text)
		if got.String() != want.String() || (err == nil) != (wrong == nil) {
			t.Errorf("%q: %s, %v; want %s, %v", text, got.String(), err, want.String(), wrong)
		}
	}
	for _, text := range []string{"1444E4444444444444444444", "1e-4444444444", "1E+99999", strings.Repeat("9", 1000)} {
		if q, err := object.ParseQuantity(text); err == nil {
			t.Errorf("%q is read as %s", text, q.String())
		}
	}
}
