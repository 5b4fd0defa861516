// Package step is the program of a plan: what is done to which object, with which
// preconditions, and what waits for what. The planner writes it, apply runs it and
// works nothing out again.
package step

import (
	"encoding/json"
	"fmt"

	"github.com/workloadlang/wl/internal/object"
)

// Kind is what a step is to its object.
type Kind string

// The kinds of step.
const (
	Barrier Kind = "barrier" // nothing; others wait for several steps by waiting for it
	Write   Kind = "write"   // create or change the object
	Clear   Kind = "clear"   // delete the object, so that a Write creates it again
	Delete  Kind = "delete"  // delete the object, and wait until it is gone
	Release Kind = "release" // leave the object as it is, and stop managing it
	Record  Kind = "record"  // apply an object that is as wanted, which changes nothing, so that the state can prove it
	Await   Kind = "await"   // watch the workload until it is rolled out
)

// Step is one node of the program. Its object is written, deleted or watched by
// its operations, one after the other.
type Step struct {
	Do      Kind         `json:"do"`
	Object  object.Ref   `json:"object,omitzero"`
	Address string       `json:"address,omitempty"` // the HCL block
	Origin  object.Range `json:"origin,omitzero"`
	// After are the positions of the steps that must be done first, sorted.
	After []int `json:"after,omitempty"`
	// If is what must be true of the live object; of Write, Clear, Delete and Release.
	If         Precondition `json:"if,omitzero"`
	Operations Operations   `json:"operations,omitempty"`
	// Manifest is the object as it is desired, which the state records; nil of Delete and Release.
	Manifest *object.Manifest `json:"-"`
}

// Precondition is what must still be true of the live object. An object that has
// another UID is not touched.
type Precondition struct {
	UID string `json:"uid,omitempty"`
	// ResourceVersion binds the step to this version of the object; empty where
	// the version does not matter.
	ResourceVersion string `json:"resource_version,omitempty"`
	// Generation accepts another version in which the server has counted no change
	// of what is desired; 0 accepts none so.
	Generation int64 `json:"generation,omitempty"`
	// Held accepts another version in which other managers own the same fields of
	// the object to be applied, with the same values (ownership.Held).
	Held string `json:"-"`
}

// Bound reports whether the version of the object matters.
func (p Precondition) Bound() bool { return p.ResourceVersion != "" }

// Program is the steps of a plan on one cluster. A step is named by its position.
type Program []Step

// UnmarshalJSON reads a program, in which steps wait only for steps that there are.
func (p *Program) UnmarshalJSON(raw []byte) error {
	var steps []Step
	if err := json.Unmarshal(raw, &steps); err != nil {
		return err
	}
	for i, s := range steps {
		for _, before := range s.After {
			if before < 0 || before >= len(steps) {
				return fmt.Errorf("step %d waits for step %d, and there are %d", i, before, len(steps))
			}
		}
	}
	*p = steps
	return nil
}

// Add appends a step and returns its position.
func (p *Program) Add(s Step) int {
	*p = append(*p, s)
	return len(*p) - 1
}

// Of are the steps about an object, in the order of the program.
func (p Program) Of(ref object.Ref) []Step {
	var steps []Step
	for _, s := range p {
		if s.Object == ref && s.Do != Barrier {
			steps = append(steps, s)
		}
	}
	return steps
}
