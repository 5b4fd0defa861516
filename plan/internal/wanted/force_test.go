package wanted_test

import (
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/wanted"
)

func TestMarks(t *testing.T) {
	for text, is := range map[string]bool{
		`spec.template.metadata.annotations["wl/config-hash"]`:                  true,
		`spec.jobTemplate.spec.template.metadata.annotations["wl/config-hash"]`: true,
		`metadata.annotations["wl/upgrade-strategy"]`:                           true,
		`metadata.labels["applyset.kubernetes.io/part-of"]`:                     true,
		`metadata.labels["app.kubernetes.io/name"]`:                             false,
		`metadata.annotations["kubernetes.io/description"]`:                     false,
		`metadata.annotations`:                                                  false,
		`data["wl/config-hash"]`:                                                false,
		`spec.selector.matchLabels["wl/kind"]`:                                  false,
	} {
		if got := wanted.IsMark(object.MustParsePath(text)); got != is {
			t.Errorf("%s: %t", text, got)
		}
	}
}
