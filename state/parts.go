package state

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

const (
	// A Secret may hold 1 MiB; base64 is not counted, the head's other entries
	// are.
	inlineLimit = 700 << 10
	partSize    = 900 << 10
	// revisionLimit bounds what a damaged or hostile state can make a reader
	// unpack.
	revisionLimit = 512 << 20
)

func encode(r Revision) ([]byte, error) {
	raw, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b) // its header carries no time: the same revision has the same bytes
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// decode unpacks what encode packed. Whatever else it is given is an error.
func decode(payload []byte) (*Revision, error) {
	z, err := gzip.NewReader(bytes.NewReader(payload))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(z, revisionLimit+1))
	if err != nil {
		return nil, err
	}
	if len(raw) > revisionLimit {
		return nil, fmt.Errorf("it unpacks to more than %d bytes", revisionLimit)
	}
	r := &Revision{}
	if err := json.Unmarshal(raw, r); err != nil {
		return nil, err
	}
	if r.FormatVersion > FormatVersion {
		return nil, fmt.Errorf("it was written by a newer wl (format %d; this wl knows up to %d): update wl", r.FormatVersion, FormatVersion)
	}
	return r, nil
}

// writeParts puts a revision's bytes where a head can point to. What does not
// fit into the head goes into Secrets named by their content, so that a reader
// of the present head is not disturbed.
func (s *Store) writeParts(ctx context.Context, r Revision, payload []byte) (pointer, error) {
	p := pointer{
		Summary: Summary{
			Serial: r.Serial, Operation: r.Operation, Who: r.Who, Commit: r.Commit,
			Started: r.Started, Outcome: r.Outcome, Objects: len(r.Objects),
		},
		Digest: digest(payload),
	}
	if len(payload) <= inlineLimit {
		p.Inline = true
		return p, nil
	}
	for i := 0; len(payload) > 0; i++ {
		part := payload[:min(partSize, len(payload))]
		payload = payload[len(part):]
		name := fmt.Sprintf("%s-r%d-%s-%d", s.stack.StateName(), r.Serial, p.Digest[:10], i)
		if err := s.createPart(ctx, name, part); err != nil {
			return pointer{}, err
		}
		p.Parts = append(p.Parts, name)
	}
	return p, nil
}

// createPart writes a part that may be there already: after a lost answer, or
// from a try that never came to swap the head.
func (s *Store) createPart(ctx context.Context, name string, part []byte) error {
	content := s.secretContent(name, map[string][]byte{revisionKey: part})
	_, err := s.cluster.Create(ctx, s.secret(name), content)
	if apierrors.IsAlreadyExists(err) {
		_, err = s.cluster.Update(ctx, s.secret(name), content)
	}
	if err != nil {
		return s.wrap("cannot be written", err)
	}
	return nil
}

func (s *Store) readRevision(ctx context.Context, h *head, p pointer) (*Revision, error) {
	payload := h.inline
	if !p.Inline {
		payload = nil
		for _, name := range p.Parts {
			content, err := s.cluster.Get(ctx, s.secret(name))
			if err != nil {
				return nil, err
			}
			part, err := secretData(content, revisionKey)
			if err != nil {
				return nil, s.wrap("is damaged", err)
			}
			payload = append(payload, part...)
		}
	}
	if digest(payload) != p.Digest {
		return nil, s.wrap("is damaged", errors.New("its bytes are not the ones that were written"))
	}
	r, err := decode(payload)
	if err != nil {
		return nil, s.wrap("cannot be read", err)
	}
	return r, nil
}

func digest(payload []byte) string {
	sum := sha256.Sum256(payload)
	return hex.EncodeToString(sum[:])
}
