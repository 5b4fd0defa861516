package rollout

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// definition is what there is to know of a CustomResourceDefinition.
type definition struct {
	metav1.ObjectMeta `json:"metadata"`
	DefinitionStatus  struct {
		Conditions []metav1.Condition `json:"conditions"`
	} `json:"status"`
}

func (d definition) meta() *metav1.ObjectMeta { return &d.ObjectMeta }

// assess follows kstatus: it is done when the server has established it.
func (d definition) assess(Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: plain(AwaitsEstablished)}}
	for _, c := range d.DefinitionStatus.Conditions {
		switch {
		case c.Type == "Established" && c.Status == metav1.ConditionTrue:
			a.Word, a.Done, a.Message = Running, true, fact.Fact{}
		case c.Type == "NamesAccepted" && c.Status == metav1.ConditionFalse:
			a.findings = []finding{{
				Cause: Cause{Reason: c.Reason, Detail: said(c.Message)}, word: NotReady, summary: WrongNames, patience: grace,
			}}
		}
	}
	return a
}
