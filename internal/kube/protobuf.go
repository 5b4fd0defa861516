package kube

import (
	"bytes"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// mediaPartialMetadata asks for metadata only, in Kubernetes' protobuf.
const mediaPartialMetadata = "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

// protobufMagic begins everything that Kubernetes writes in protobuf.
func protobufMagic() []byte { return []byte("k8s\x00") }

// unwrap takes Kubernetes' envelope off a protobuf message.
func unwrap(raw []byte) ([]byte, error) {
	message, ok := bytes.CutPrefix(raw, protobufMagic())
	if !ok {
		return nil, errors.New("it is not in Kubernetes' protobuf form")
	}
	var envelope runtime.Unknown
	if err := envelope.Unmarshal(message); err != nil {
		return nil, err
	}
	return envelope.Raw, nil
}

func decodeMetadataList(raw []byte) (*metav1.PartialObjectMetadataList, error) {
	message, err := unwrap(raw)
	if err != nil {
		return nil, err
	}
	list := &metav1.PartialObjectMetadataList{}
	return list, list.Unmarshal(message)
}
