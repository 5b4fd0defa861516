package rollout

import (
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
)

// claim is a PersistentVolumeClaim that stands for itself. It is ready when it is bound; one
// that is bound to the first Pod that uses it is as wanted before.
type claim struct {
	assessed
	*corev1.PersistentVolumeClaim
}

func (c claim) meta() *metav1.ObjectMeta { return &c.ObjectMeta }

func (c claim) surroundings() (first, later []kind.GroupKind) {
	if c.Status.Phase == corev1.ClaimBound || c.Status.Phase == corev1.ClaimLost {
		return nil, nil
	}
	return []kind.GroupKind{kind.StorageClass}, nil
}

func (c claim) assess(e Evidence) assessment {
	a := assessment{Status: Status{Word: Waiting, Message: plain(AwaitsBinding)}}
	if c.Status.Phase == corev1.ClaimBound {
		a.ready()
		return a
	}
	switch mode, known := c.binding(e.Around); {
	case c.Status.Phase == corev1.ClaimLost: // of whatever class
		a.findings = c.findings(e)
	case !known:
		a.Done, a.Message = true, plain(AwaitsUnreadClass)
	case mode == storagev1.VolumeBindingWaitForFirstConsumer:
		a.Done, a.Message = true, plain(AwaitsConsumer)
	default:
		a.findings = c.findings(e)
	}
	return a
}

// binding is when the claim's class binds it; not known where no class can be read. What
// names no class, or one of volumes that are made by hand, is bound as soon as there is one.
func (c claim) binding(around Around) (mode storagev1.VolumeBindingMode, known bool) {
	classes, known := around[kind.StorageClass]
	name := valueOr(c.Spec.StorageClassName, "")
	for _, content := range classes {
		if class, err := Decode[storagev1.StorageClass](content); err == nil && class.Name == name && name != "" {
			return valueOr(class.VolumeBindingMode, storagev1.VolumeBindingImmediate), true
		}
	}
	return storagev1.VolumeBindingImmediate, known
}

// findings are why it is not bound, by its events. Where no class is to make a volume and
// none is there, it is not likely that there will be one.
func (c claim) findings(e Evidence) []finding {
	f, waits := claimFinding(c.PersistentVolumeClaim, e.Warnings)
	if !waits || f.Detail.Code == KnownUnbound {
		return nil // nothing more than that it is not bound
	}
	if f.Reason == "FailedBinding" {
		f.patience = unserved
	}
	return []finding{f}
}
