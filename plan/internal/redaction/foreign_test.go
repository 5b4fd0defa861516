package redaction

import (
	"testing"

	"github.com/workloadlang/wl/plan/internal/foreign"
)

func TestForeignKinds(t *testing.T) {
	foreign.Check(t, func(o foreign.Object) map[string]bool {
		return map[string]bool{"secrecy": isSecret(o.Ref)}
	})
}
