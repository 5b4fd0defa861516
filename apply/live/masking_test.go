package live

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// What live objects hold is read again soon where that failed, and where it did not only now and
// then; what is configured is masked whatever becomes of it.
func TestMaskingIsReadAgain(t *testing.T) {
	refused := apierrors.NewForbidden(schema.GroupResource{Resource: "secrets"}, "wl-state", errors.New("no"))
	for name, c := range map[string]struct {
		err         error
		soon, later int // how often it is read within some seconds, and within minutes
	}{
		"read":    {nil, 1, 3},
		"refused": {refused, 1, 3},
		"failed":  {errors.New("etcdserver: request timed out"), 3, 9},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				reads := 0
				m := &Masking{
					Configured: func() object.Mask { return object.MaskOf("hunter2-hunter2") },
					Read:       func(context.Context) (state.Snapshot, error) { reads++; return state.Snapshot{}, c.err },
				}
				said := func() {
					if text := m.Of(t.Context(), object.Ref{}).Text("it is hunter2-hunter2"); text != "it is "+object.Masked {
						t.Error(text)
					}
				}
				for range 6 {
					said()
					time.Sleep(time.Second)
				}
				if reads != c.soon {
					t.Errorf("%d reads within seconds", reads)
				}
				for range 6 {
					time.Sleep(20 * time.Second)
					said()
				}
				if reads != c.later {
					t.Errorf("%d reads within minutes", reads)
				}
			})
		})
	}
}
