package refusal

import (
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
)

// FailedOn is failing.Of, of an object that the configuration has, at its line: where what
// does not fit is the configuration itself, that is the problem.
func FailedOn(m *object.Manifest, err error) plan.Problem {
	p := failing.Of(m.Ref, err)
	if p.Code != plan.ProblemLiveMisfit {
		return p
	}
	said, _ := p.Args["said"].(string)
	misfit := new(kubeschema.MisfitError)
	if _, own := kubeschema.FieldsOf(m.Content); errors.As(own, &misfit) {
		said = failing.WithoutValues(misfit.Reason.Error())
		p = plan.NewProblem(plan.ProblemSchemaMismatch, fact.Args{"said": said})
	}
	locate(&p, m, metav1.Status{Message: said})
	return p
}
