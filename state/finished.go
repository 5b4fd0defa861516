package state

// Finished means that a Job has run to its end, and succeeded.
type Finished struct {
	Run string `json:"run"`           // plan.RunDigest of what was run
	TTL bool   `json:"ttl,omitempty"` // its time to live removes it
}

// Expires reports whether the object is a Job that has run to its end and that
// Kubernetes removes by itself, so that it is not missing when it is gone.
func (e *Entry) Expires() bool { return e.Finished != nil && e.Finished.TTL }
