package rollout

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/object"
)

// apiService is an APIService. kstatus does not know it: it is ready when it is Available.
type apiService struct {
	assessed
	*metav1.PartialObjectMetadata
	own Own
}

func readAPIService(content map[string]any) (Workload, error) {
	o, err := Decode[metav1.PartialObjectMetadata](content)
	return apiService{assessed: readAssessed(content), PartialObjectMetadata: o, own: *OwnOf(&object.Ready{Condition: "Available"}, content)}, err
}

func (s apiService) meta() *metav1.ObjectMeta { return &s.ObjectMeta }

func (s apiService) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: s.own.Awaited}}
	if s.own.Met {
		a.ready()
	} else {
		a.findings = warnings(e, WrongUnready)
	}
	return a
}
