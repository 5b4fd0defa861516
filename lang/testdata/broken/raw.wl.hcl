stack "shop" {}

variable "secret" {
  default   = "hunter2"
  sensitive = true
}

namespace "team" {
  raw = "labels" # error: raw must be an object.
}

config_map "plain" {
  raw = {} # error: Unsupported argument
}

volume_claim "disk" {
  size = "1Gi"
  raw = {
    spec = { volumeMod = "Block" } # error: spec.volumeMod: Kubernetes has no field "volumeMod" here; did you mean "volumeMode"?
  }
}

workload "identity" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  service "front" {
    port "http" {
      port = 80
    }
    raw = {
      spec = {
        selector = { app = "other" } # error: The selector selects the Pods of the service.
      }
    }
  }
  service "more" {
    port "http" {
      port = 80
    }
    raw = {
      spec = {
        ports = [{ name = "more" }] # error: raw merges the items of this list by their key, port and protocol
      }
    }
  }
  raw = {
    apiVersion = "apps/v2" # error: The block sets the kind of the object.
    kind       = "StatefulSet" # error: The block sets the kind of the object.
    status     = { replicas = 1 } # error: status is written by the cluster.
    metadata = {
      name      = "other"  # error: The name identifies the object. Write name = … in the block instead.
      namespace = null     # error: The namespace identifies the object.
      uid       = "1-2-3"  # error: metadata.uid is written by the server.
      ownerReferences = []   # error: metadata.ownerReferences is written by the server.
      labels = {
        "app.kubernetes.io/part-of" = "x"
        "applyset.kubernetes.io/part-of" = "x" # error: applyset.kubernetes.io/part-of is a label that wl sets itself. Remove it from raw.
        team                        = var.secret # error: The labels and annotations of an object are shown in lists
      }
      annotations = { "wl/config-hash" = "1" } # error: wl/config-hash is one of the annotations that wl sets itself.
    }
    spec = {
      selector = { matchLabels = { a = "b" } } # error: The selector selects the Pods of the workload
      template = {
        metadata = {
          labels = null # error: labels has fields that wl sets, so raw can only add or change single fields of it.
        }
        spec = sensitive({ hostname = "a" }) # error: The value is sensitive, including the names of its fields
      }
    }
  }
}

workload "gone" {
  kind = "CronJob"
  schedule {
    schedule = "@daily"
  }
  container "nginx" {
    image = "nginx:1.27"
  }
  raw = {
    spec = {
      jobTemplate = "x" # error: jobTemplate has fields that wl sets
    }
  }
}

workload "types" {
  kind = "DaemonSet"
  container "nginx" {
    image = "nginx:1.27"
  }
  raw = {
    spec = {
      template = {
        spec = {
          hostPID    = "yes"            # error: a string is given, but true or false is expected
          containers = [
            { name = "nginx", tty = 1 },  # error: a number is given, but true or false is expected
            { image = "nginx:1.27" }, # error: raw merges the items of this list by their key, name.
          ]
          volumes = { name = "x" } # error: a map is given, but a list is expected
        }
      }
    }
  }
}

workload "keys" {
  kind = "DaemonSet"
  container "nginx" {
    image = "nginx:1.27"
  }
  raw = {
    spec = {
      template = {
        spec = {
          containers = [
            { image = "nginx:1.27" }, # error: raw merges the items of this list by their key, name.
            { name = var.secret }, # error: This is the key of a list's items, which is shown in plans.
          ]
        }
      }
    }
  }
}
