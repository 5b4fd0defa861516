package decide

import (
	"context"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan/internal/compare"
	"github.com/workloadlang/wl/plan/internal/judge"
	"github.com/workloadlang/wl/plan/internal/observe"
)

// remember looks up in the state what the stack has set of objects whose managed fields
// were cleared. The state is not read where there are none.
func remember(ctx context.Context, j *judge.Judge, s observe.State, subjects []compare.Subject) error {
	cleared := map[object.Ref]*compare.Subject{}
	for i := range subjects {
		if subjects[i].Cleared(j.Stack.FieldManager()) {
			cleared[subjects[i].Manifest.Ref] = &subjects[i]
		}
	}
	if len(cleared) == 0 {
		return nil
	}
	applied, err := s.Applied(ctx, j.Snapshot)
	if err != nil {
		return err
	}
	for i := range applied {
		if subject := cleared[applied[i].Ref]; subject != nil {
			subject.Remember(&applied[i])
		}
	}
	return nil
}
