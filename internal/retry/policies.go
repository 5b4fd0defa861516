package retry

import "time"

// FailedRead is for a read that a server has failed to answer (5xx), as while its
// storage chooses a leader: some two seconds in all.
func FailedRead() Policy {
	return Policy{Tries: 5, Pause: 150 * time.Millisecond, Factor: 2, Jitter: 0.2}
}

// LostAnswer is for a write that may have taken effect, because the connection was lost or
// the server restarts or has failed (5xx): some four seconds in all.
func LostAnswer() Policy { return Policy{Tries: 5, Pause: 250 * time.Millisecond, Factor: 2} }

// MissingObject is for what was deleted to be created again, and a server that fails to create it: as
// while it restarts, or its storage or a webhook does.
func MissingObject() Policy {
	return Policy{Within: 30 * time.Second, Pause: 250 * time.Millisecond, Factor: 2, Longest: 4 * time.Second, Jitter: 0.2}
}

// AbsentHome is for what asks the cluster that keeps a run, which gives no answer: as long as
// the lock of the run is held without being renewed, also where it can be renewed all the same.
func AbsentHome() Policy {
	return Policy{Within: 20 * time.Second, Pause: 500 * time.Millisecond, Factor: 2, Longest: 3 * time.Second}
}

// FailingHome is for what asks the cluster that keeps a run, and it answers that it has failed: as it does
// while it shuts down, and for good where what it depends on is broken.
func FailingHome() Policy {
	return Policy{Within: 15 * time.Second, Pause: 500 * time.Millisecond, Factor: 2, Longest: 3 * time.Second}
}

// SilentCluster is for a cluster that is to be judged and gives no answer, which it would have
// given a moment later: unless a request has taken longer than that anyway.
func SilentCluster() Policy {
	return Policy{Within: 3 * time.Second, Pause: 250 * time.Millisecond, Factor: 2}
}

// BrokenWatch is for a watch that has ended. A server may be away for long.
func BrokenWatch() Policy {
	return Policy{Pause: 100 * time.Millisecond, Factor: 2, Longest: 10 * time.Second, Jitter: 0.2}
}

// RefusedWatch is for a watch that is refused, in a row, after it has succeeded: a
// server that restarts may refuse a few requests before it knows its own roles
// again. The pauses are those of a broken watch.
func RefusedWatch() Policy { return Policy{Tries: 6} }

// Unwatchable is for an object that may not be watched, and is read every now and then instead.
func Unwatchable() Policy { return Policy{Pause: time.Second, Factor: 1.5, Longest: 3 * time.Second} }

// MovedAddress is for a kind that is not served any more where it was.
func MovedAddress() Policy { return Policy{Tries: 2} }

// LaggingDiscovery is for an address that a server names and does not have: of a kind
// whose definition has just changed, it names the former ones for another moment, or the
// new ones a moment early.
func LaggingDiscovery() Policy { return Policy{Within: 2 * time.Second, Pause: 100 * time.Millisecond} }

// ChangedObject is for an object that has changed between two requests, as the
// status of a workload does during its rollout.
func ChangedObject() Policy { return Policy{Tries: 10} }

// ChangedAnswer is for a question about an object that has changed since it was read,
// likewise: a plan does not wait for it to come to rest.
func ChangedAnswer() Policy { return Policy{Tries: 5} }

// ChangedState is for a state that was written while it was read.
func ChangedState() Policy { return Policy{Tries: 5} }

// NotYetServed is for an object that a server refuses to take until a definition,
// or another rule, counts that was written a moment before.
func NotYetServed() Policy { return Policy{Within: 15 * time.Second, Pause: 200 * time.Millisecond} }

// LostNotification is for an event that a receiver does not take: some six seconds in
// all. Nothing depends on it.
func LostNotification() Policy {
	return Policy{Tries: 4, Pause: 800 * time.Millisecond, Factor: 2, Jitter: 0.2}
}
