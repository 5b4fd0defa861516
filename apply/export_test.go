package apply

import "github.com/workloadlang/wl/apply/rollout"

// Knowing lets an operation know further kinds.
func (in *Input) Knowing(kinds *rollout.Kinds) { in.kinds = kinds }
