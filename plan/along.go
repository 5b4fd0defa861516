package plan

// Along is what goes with an object that is deleted, or stays behind, beside what
// the plan deletes anyway: the objects of a definition's kind, what is in a
// namespace, the claims of a StatefulSet, the volume of a claim. Of a StatefulSet that
// is replaced or has fewer Pods, it is the claims that are deleted by its retention policy.
type Along struct {
	Objects []AlongKind `json:"objects,omitempty"`
	// Uncounted names the kinds that could not be looked at, and Unseen is why, in
	// the server's words. Kinds that could not even be found out are "*".
	Uncounted []string `json:"uncounted,omitempty"`
	Unseen    string   `json:"unseen,omitempty"`
	// Stacks have their state in a namespace that goes: nothing is known of what
	// they have made any more.
	Stacks []string `json:"stacks,omitempty"`
	// Finalizers are those of other controllers than Kubernetes' own that any of the objects has:
	// the namespace, or the definition, is gone only when these have removed them.
	Finalizers []string `json:"finalizers,omitempty"`
	// Claims are those of a StatefulSet's Pods.
	Claims []AlongClaim `json:"claims,omitempty"`
	// Volume is the one that a claim is bound to.
	Volume *AlongVolume `json:"volume,omitempty"`
	// BoundTo is the claim that uses a volume.
	BoundTo string `json:"bound_to,omitempty"`
}

// AlongKind counts the objects of one kind that go with another object.
type AlongKind struct {
	Group string `json:"group,omitempty"`
	Kind  string `json:"kind"`
	Count int64  `json:"count"`
	// Namespaces are where they are, of a definition's kind; bounded, like Names:
	// those of a few of them.
	Namespaces []string `json:"namespaces,omitempty"`
	Names      []string `json:"names"`
	// Estimated reports that there are more than were looked at: the stack's own may
	// be among those.
	Estimated bool `json:"estimated,omitempty"`
	// Configured is how many of them are this stack's own, and still configured.
	Configured int64 `json:"configured,omitempty"`
}

// AlongClaim is a claim, and whether it is deleted or stays.
type AlongClaim struct {
	Name    string `json:"name"`
	Size    string `json:"size"`
	Deleted bool   `json:"deleted"`
	// Volume is the one that it is bound to, of a claim that is deleted.
	Volume *AlongVolume `json:"volume,omitempty"`
}

// AlongVolume is a volume, and what its reclaim policy does when its claim goes.
type AlongVolume struct {
	Name          string `json:"name"`
	Size          string `json:"size,omitempty"`
	ReclaimPolicy string `json:"reclaim_policy,omitempty"`
}
