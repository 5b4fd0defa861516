package state

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/state/internal/storage"
)

// pointer is where a revision's bytes are, and what they must be.
type pointer struct {
	Summary
	Digest string   `json:"digest"` // SHA-256 of all bytes
	Inline bool     `json:"inline,omitempty"`
	Parts  []string `json:"parts,omitempty"` // their names, in order
	// Applied is where its objects are as they were applied; nil where they are not kept.
	Applied *stored `json:"applied,omitempty"`
}

// names are the parts that a revision has for itself.
func (p *pointer) names() []string {
	if p.Applied == nil {
		return p.Parts
	}
	return slices.Concat(p.Parts, p.Applied.Parts)
}

// stored are bytes in parts.
type stored struct {
	Digest string   `json:"digest"`
	Parts  []string `json:"parts"`
}

// Summary is what of a revision is known without reading it.
type Summary struct {
	Serial     int64          `json:"serial"`
	Operation  string         `json:"operation"`
	RollbackTo int64          `json:"rollback_to,omitempty"`
	Who        string         `json:"who"`
	Commit     string         `json:"commit,omitempty"`
	Run        string         `json:"run,omitempty"`         // the ID of the run of which it is a part, or that went back by it
	OutsideRun string         `json:"outside_run,omitempty"` // of the one that was under way, outside of which it was made
	WLVersion  string         `json:"wl_version"`
	Started    time.Time      `json:"started"`
	Ended      time.Time      `json:"ended,omitzero"`
	Outcome    Outcome        `json:"outcome"`
	Objects    int            `json:"objects"`
	Changed    map[string]int `json:"changed,omitempty"` // how many objects, by what was done
	First      []Change       `json:"first,omitempty"`   // the first of them
	Good       bool           `json:"good,omitempty"`    // it can be gone back to
}

// summaryLength is how many changes a summary names.
const summaryLength = 3

// Summary is what of the revision is known without reading it.
func (r *Revision) Summary() Summary {
	s := Summary{
		Serial: r.Serial, Operation: r.Operation, RollbackTo: r.RollbackTo, Who: r.Who, Commit: r.Commit, WLVersion: r.WLVersion,
		Started: r.Started, Ended: r.Ended, Outcome: r.Outcome, Objects: len(r.Objects), Good: r.IsGood(),
		First: r.Changes[:min(len(r.Changes), summaryLength)],
	}
	if of := r.PartOf(); of != nil {
		s.Run = of.ID
	}
	if r.OutsideRun != nil && !r.OutsideRun.Back {
		s.OutsideRun = r.OutsideRun.ID
	}
	for _, c := range r.Changes {
		if s.Changed == nil {
			s.Changed = map[string]int{}
		}
		s.Changed[c.Action]++
	}
	return s
}

// LeadsTo is the revision that going back to this one leads to: itself where it is good, and
// of a rollback that was not finished the one to which it was going; 0 where there is none.
func (s Summary) LeadsTo() int64 {
	switch {
	case s.Good:
		return s.Serial
	case s.Outcome == Succeeded: // of some targets, where others are not in place
		return 0
	}
	return s.RollbackTo
}

// revisions reads and writes the bytes of revisions.
type revisions struct{ place }

// write puts a revision's bytes into parts.
func (s revisions) write(ctx context.Context, p *pointer, payload []byte) (err error) {
	p.Inline = false
	p.Parts, err = s.writeParts(ctx, p.Serial, p.Digest, payload)
	return err
}

// writeApplied writes the objects of a revision, unless they are there, and notes where
// they are.
func (s revisions) writeApplied(ctx context.Context, p *pointer, objects []AppliedObject) error {
	payload, err := encodeApplied(objects)
	if err != nil {
		return s.fail(Unwritten, err)
	}
	sum := digest(payload)
	if p.Applied != nil && p.Applied.Digest == sum {
		return nil
	}
	names, err := s.writeParts(ctx, p.Serial, sum, payload)
	p.Applied = &stored{Digest: sum, Parts: names}
	return err
}

// writeParts puts bytes into parts. They are named by their content, so
// that no reader of the present head is disturbed. A dot keeps the names apart from those
// of other stacks' heads.
func (s revisions) writeParts(ctx context.Context, serial int64, digest string, payload []byte) (names []string, err error) {
	for i := 0; len(payload) > 0; i++ {
		part := payload[:min(s.Sizes().Part, len(payload))]
		payload = payload[len(part):]
		name := fmt.Sprintf("%s.r%d.%s.%d", s.stack.StateName(), serial, digest[:12], i)
		if err := s.WritePart(ctx, storage.Part{Name: name, Serial: serial, Bytes: part}); err != nil {
			return nil, s.fail(Unwritten, err)
		}
		names = append(names, name)
	}
	return names, nil
}

// read reads what a pointer points to. A *storage.MissingError says that a part is
// not there, perhaps because the head has moved on since.
func (s revisions) read(ctx context.Context, h *head, p pointer) (*Revision, error) {
	payload, err := h.inline, error(nil)
	if !p.Inline {
		payload, err = s.readParts(ctx, p.Parts)
	}
	if err == nil {
		err = s.verify(payload, p.Digest, p.Serial)
	}
	if err != nil {
		return nil, err
	}
	r, err := decode(payload)
	switch {
	case errors.Is(err, errNewer):
		return nil, s.fail(Unreadable, err)
	case err != nil:
		return nil, s.damaged(err)
	case r.Stack != s.stack:
		return nil, s.fail(Unusable, fact.NewError(nil, OfOtherStack, fact.Args{"stack": r.Stack.Name, "namespace": r.Stack.Namespace}))
	}
	return r, nil
}

// readApplied reads the objects of a revision; none where it has kept none.
func (s revisions) readApplied(ctx context.Context, p pointer) ([]AppliedObject, error) {
	if p.Applied == nil {
		return nil, nil
	}
	payload, err := s.readParts(ctx, p.Applied.Parts)
	if err == nil {
		err = s.verify(payload, p.Applied.Digest, p.Serial)
	}
	if err != nil {
		return nil, err
	}
	objects, err := decodeApplied(payload)
	if err != nil {
		return nil, s.damaged(err)
	}
	return objects, nil
}

// readParts reads bytes that are in parts.
func (s revisions) readParts(ctx context.Context, names []string) (payload []byte, err error) {
	for _, name := range names {
		part, err := s.Part(ctx, name)
		if err != nil {
			return nil, s.unread(err)
		}
		payload = append(payload, part...)
	}
	return payload, nil
}

// verify makes sure that bytes are those that were written.
func (s revisions) verify(payload []byte, sum string, serial int64) error {
	if digest(payload) != sum {
		return s.damaged(fact.NewError(nil, ChecksumDiffers, fact.Args{"revision": serial}))
	}
	return nil
}

func serialText(serial int64) string { return strconv.FormatInt(serial, 10) }
