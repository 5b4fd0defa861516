package state

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
)

// sizes are how many bytes of a revision go into one Secret.
type sizes struct {
	inline int // into the head, beside its other entries
	part   int
}

// secretSizes stay below the 1 MiB that a Secret may hold; base64 is not
// counted.
func secretSizes() sizes { return sizes{inline: 700 << 10, part: 900 << 10} }

// pointer is where a revision's bytes are, and what they must be.
type pointer struct {
	summary
	Digest string   `json:"digest"` // SHA-256 of all bytes
	Inline bool     `json:"inline,omitempty"`
	Parts  []string `json:"parts,omitempty"` // names of Secrets, in order
}

// summary is what of a revision is known without reading it.
type summary struct {
	Serial    int64     `json:"serial"`
	Operation string    `json:"operation"`
	Who       string    `json:"who"`
	WLVersion string    `json:"wl_version"`
	Started   time.Time `json:"started"`
	Ended     time.Time `json:"ended,omitzero"`
	Outcome   Outcome   `json:"outcome"`
	Objects   int       `json:"objects"`
}

// revisions reads and writes the bytes of revisions.
type revisions struct {
	secrets
	sizes sizes
}

// write puts a revision's bytes into Secrets of their own. They are named
// by their content, so that no reader of the present head is disturbed. A dot
// keeps the names apart from those of other stacks' heads.
func (s revisions) write(ctx context.Context, p *pointer, payload []byte) error {
	p.Inline, p.Parts = false, nil
	for i := 0; len(payload) > 0; i++ {
		part := payload[:min(s.sizes.part, len(payload))]
		payload = payload[len(part):]
		name := fmt.Sprintf("%s.r%d.%s.%d", s.stack.StateName(), p.Serial, p.Digest[:12], i)
		if err := s.writePart(ctx, name, p.Serial, part); err != nil {
			return s.fail(Unwritten, err)
		}
		p.Parts = append(p.Parts, name)
	}
	return nil
}

// writePart writes a part that may be there already: after a lost answer, or
// from a try that never came to swap the head.
func (s revisions) writePart(ctx context.Context, name string, serial int64, part []byte) error {
	labels := map[string]any{labelSerial: strconv.FormatInt(serial, 10)}
	content := s.content(name, labels, map[string][]byte{revisionKey: part})
	return s.persist(ctx, func() error {
		_, err := s.cluster.Create(ctx, s.ref(name), content)
		if apierrors.IsAlreadyExists(err) {
			_, err = s.cluster.Update(ctx, s.ref(name), content)
		}
		return err
	})
}

// read reads what a pointer points to. An error that IsNotFound says
// that a part is not there, perhaps because the head has moved on since.
func (s revisions) read(ctx context.Context, h *head, p pointer) (*Revision, error) {
	payload := h.inline
	if !p.Inline {
		payload = nil
		for _, name := range p.Parts {
			content, err := s.cluster.Get(ctx, s.ref(name))
			if err != nil {
				return nil, s.fail(Unreadable, err)
			}
			part, err := secretData(content, revisionKey)
			if err != nil {
				return nil, s.damaged(fact.NewError(err, PartUnreadable, fact.Args{"secret": name}))
			}
			payload = append(payload, part...)
		}
	}
	if digest(payload) != p.Digest {
		return nil, s.damaged(fact.NewError(nil, ChecksumDiffers, fact.Args{"revision": p.Serial}))
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
