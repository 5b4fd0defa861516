package await

import (
	"context"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/apply/internal/observed"
	"github.com/workloadlang/wl/apply/rollout"
)

// question completes the causes of a failed status by what only has to be asked
// once.
type question func(context.Context, Cluster, rollout.Status) rollout.Status

// nothing is no question.
func nothing(_ context.Context, _ Cluster, s rollout.Status) rollout.Status { return s }

// lateEvidence asks for the warnings about Pods whose image cannot be pulled,
// which may be for want of a Secret: that fails a rollout before anything was
// asked. Without an answer the status stays as it was.
func lateEvidence(w rollout.Workload, e rollout.Evidence) question {
	return func(ctx context.Context, c Cluster, s rollout.Status) rollout.Status {
		if !rollout.LacksPullSecrets(e) {
			return s
		}
		ctx, cancel := context.WithTimeout(ctx, logTimeout)
		defer cancel()
		contents, err := c.List(ctx, observed.WarningsIn(e.Pods[0].Namespace))
		if err != nil {
			return s
		}
		for _, content := range contents {
			if w, err := rollout.Decode[corev1.Event](content); err == nil {
				e.Warnings = append(e.Warnings, w)
			}
		}
		s.Causes = rollout.Judge(w, e).Causes
		return s
	}
}

// logLines is how much of a container's output is shown with its failure.
const logLines = 10

// logTimeout is how long a failure's logs may keep it from being told.
const logTimeout = 10 * time.Second

// addLogs adds the last lines of the containers that a failed status speaks
// of. There may be none, or no way to them: the status is then as it was.
func addLogs(ctx context.Context, c Cluster, namespace string, s rollout.Status) rollout.Status {
	ctx, cancel := context.WithTimeout(ctx, logTimeout)
	defer cancel()
	s.Causes = slices.Clone(s.Causes)
	for i := range s.Causes {
		if cause := &s.Causes[i]; cause.HasLogs() {
			if text, err := c.PodLogs(ctx, namespace, cause.Pod, cause.Container, false, logLines); err == nil {
				cause.Logs = strings.TrimRight(text, "\n")
			}
		}
	}
	return s
}
