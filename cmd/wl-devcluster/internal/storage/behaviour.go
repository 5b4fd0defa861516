package storage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/stage"
)

// provisionSeconds is the option of SlowProvisioning.
const provisionSeconds = "wl-devcluster/provision-seconds"

// Values of stage.BehaviourAnnotation on a claim, or of the parameter of that name in its class.
const (
	ProvisioningFailure = "provisioning-failure"
	SlowProvisioning    = "slow-provisioning"
	ResizeFailure       = "resize-failure"
	ResizePending       = "resize-pending"
)

// Behaviours lists the ways in which a claim can be made to fail.
func Behaviours() []stage.Behaviour {
	return []stage.Behaviour{
		{Name: ProvisioningFailure, Does: "No volume is made: ProvisioningFailed again and again, and the claim stays Pending."},
		{
			Name: SlowProvisioning, Option: provisionSeconds, Default: "5",
			Does: "The volume is made after that many seconds.",
		},
		{Name: ResizeFailure, Does: "The volume cannot grow: VolumeResizeFailed again and again."},
		{
			Name: ResizePending,
			Does: "The volume grows, its file system only when a Pod that uses it has started anew: FileSystemResizePending.",
		},
		{Name: stage.Healthy, Does: "The claim is bound, as without the annotation, whatever its class sets."},
	}
}

// behaviour is what the annotations of a claim ask for or, where they say nothing, the parameters of its class. It
// fails for a behaviour or an option that is misspelt.
type behaviour struct {
	name  string
	delay time.Duration
}

func behaviourOf(claim *corev1.PersistentVolumeClaim, class *storagev1.StorageClass) (behaviour, error) {
	chosen := claim.Annotations
	if chosen[stage.BehaviourAnnotation] == "" && class != nil {
		chosen = class.Parameters
	}
	b := behaviour{name: chosen[stage.BehaviourAnnotation]}
	var names []string
	for _, known := range Behaviours() {
		names = append(names, known.Name)
	}
	if b.name != "" && !slices.Contains(names, b.name) {
		return b, fmt.Errorf("%s %q: it must be one of %s", stage.BehaviourAnnotation, b.name, strings.Join(names, ", "))
	}
	if b.name != SlowProvisioning {
		return b, nil
	}
	seconds := chosen[provisionSeconds]
	if seconds == "" {
		seconds = "5"
	}
	var err error
	if b.delay, err = time.ParseDuration(seconds + "s"); err != nil || b.delay < 0 {
		return b, fmt.Errorf("%s %q: it must be a number of seconds", provisionSeconds, seconds)
	}
	return b, nil
}
