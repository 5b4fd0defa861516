// Package rollout judges, purely, how far a workload has come: objects in, a
// status out, after kstatus' rules and in the status words of the documented
// form (section 5).
package rollout

import "github.com/workloadlang/wl/internal/fact"

// Word is a documented status of a workload.
type Word string

// The documented status words.
const (
	Waiting   Word = "Waiting"
	Running   Word = "Running"
	Executing Word = "Executing"
	Completed Word = "Completed"
	Started   Word = "Started"
	Stopped   Word = "Stopped"
	Deleting  Word = "Deleting"
	NotReady  Word = "Not ready"
	Abnormal  Word = "Abnormal"
)

// Ready is the status of an object that is no workload and is as wanted.
const Ready Word = "Ready"

// Status is how far one workload has come.
type Status struct {
	Word Word `json:"word"`
	Counts
	// Done means that the rollout is complete; Failed that it will not become
	// complete without a change from outside. At most one is set.
	Done   bool `json:"done"`
	Failed bool `json:"failed"`
	// Message is what is being waited for, or what is wrong.
	Message fact.Fact `json:"message,omitzero"`
	// Held is what keeps the workload from running its template everywhere.
	Held *Held `json:"held,omitempty"`
	// Expanding are the claims of its Pods that are not as large yet as they are to be,
	// where the claims were read.
	Expanding []Expansion `json:"expanding,omitempty"`
	// Causes are what the Pods and events say, most telling first.
	Causes []Cause `json:"causes,omitempty"`
}

// Cause is one reason why a workload is not as wanted.
type Cause struct {
	Reason    string `json:"reason"` // ImagePullBackOff, CrashLoopBackOff, Unschedulable, ...
	Pod       string `json:"pod,omitempty"`
	Container string `json:"container,omitempty"`
	// Detail is what is known of it: the exit code, the image, what the scheduler said.
	Detail fact.Fact `json:"detail,omitzero"`
	Count  int       `json:"count,omitempty"` // how many Pods share it
	Logs   string    `json:"logs,omitempty"`  // the container's last lines, where there are any
	// Former means that the Pod is of an earlier revision than the wanted one, and
	// that nothing replaces it while it is there.
	Former bool `json:"former,omitempty"`
	// Claim is the claim at which it stands, where it does.
	Claim *Claim `json:"claim,omitempty"`
	// MissingSecrets are the Secrets for pulling images that do not exist.
	MissingSecrets []string `json:"missing_secrets,omitempty"`
}

// Healthy reports whether the workload is as wanted, and its Pods work.
func (s Status) Healthy() bool { return s.Done && s.Word != NotReady && s.Word != Abnormal }

// Deferred reports whether an object is not ready, and is not waited for either, such as a claim that is bound
// when the first Pod uses it.
func (s Status) Deferred() bool { return s.Done && s.Word == Waiting }

// Explained reports whether a status needs no further evidence: it is done, or
// says itself what is in the way.
func (s Status) Explained() bool { return s.Done || s.Word == Deleting || len(s.Causes) > 0 }

// HasLogs reports whether the cause is a container that has run, so that its last
// lines may tell more.
func (c Cause) HasLogs() bool {
	switch c.Reason {
	case crashLoop, "Error", "OOMKilled", "Completed", "Unhealthy":
		return c.Pod != "" && c.Container != ""
	}
	return false
}

// Fact is the cause on one line: its reason, who has it, and what is known of it.
func (c Cause) Fact() fact.Fact {
	args := fact.Args{"reason": c.Reason, "container": c.Container, "pod": c.Pod, "detail": c.Detail}
	if c.Count > 1 {
		args["more"] = c.Count - 1
	}
	return fact.New(OneCause, args)
}
