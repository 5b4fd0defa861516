package rollout

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
)

// definition is what there is to know of a CustomResourceDefinition.
type definition struct {
	computed
	*metav1.PartialObjectMetadata
}

func (d definition) meta() *metav1.ObjectMeta { return &d.ObjectMeta }

// assess is kstatus', in words of its own: it is done when the server has established
// it, and has failed where its names are another's.
func (d definition) assess(Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: plain(AwaitsEstablished)}}
	switch {
	case d.current():
		a.Word, a.Done, a.Message = Running, true, fact.Fact{}
	case d.failed():
		a.findings = []finding{{Cause: Cause{Reason: d.reason, Detail: said(d.message)}, word: NotReady, summary: WrongNames, patience: grace}}
	}
	return a
}
