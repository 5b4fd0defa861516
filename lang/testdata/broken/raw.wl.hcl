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
    spec = { volumeMod = "Block" } # error: /spec/volumeMod: Kubernetes has no field "volumeMod" here; did you mean "volumeMode"?
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
        selector = { app = "other" } # error: The selector says which Pods are behind the service.
      }
    }
  }
  service "more" {
    port "http" {
      port = 80
    }
    raw = {
      spec = {
        ports = [{ name = "more" }] # error: Kubernetes tells the items of this list apart by port and protocol
      }
    }
  }
  raw = {
    apiVersion = "apps/v2" # error: The kind of object follows from the block.
    kind       = "StatefulSet" # error: The kind of object follows from the block.
    status     = { replicas = 1 } # error: status is written by the cluster.
    metadata = {
      name      = "other"  # error: The name is what the object is known by. Write name = … in the block instead.
      namespace = null     # error: The namespace is what the object is known by.
      uid       = "1-2-3"  # error: metadata.uid is the server's to write.
      labels = {
        "app.kubernetes.io/part-of" = "x"
        "applyset.kubernetes.io/part-of" = "x" # error: applyset.kubernetes.io/part-of is a label that wl sets itself. Remove it from raw.
        team                        = var.secret # error: The labels and annotations of an object show in lists
      }
      annotations = { "wl/config-hash" = "1" } # error: wl/config-hash is one of the annotations that wl sets itself.
    }
    spec = {
      selector = { matchLabels = { a = "b" } } # error: The selector ties the workload to its Pods
      template = {
        metadata = {
          labels = null # error: labels has fields that wl sets, so that raw can only add to it or change single ones.
        }
        spec = sensitive({ hostname = "a" }) # error: This is sensitive as a whole
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
          hostPID    = "yes"            # error: a string is given, but it takes true or false
          containers = [
            { name = "nginx", tty = 1 },  # error: a number is given, but it takes true or false
            { image = "nginx:1.27" }, # error: Kubernetes tells the items of this list apart by name, and so raw merges them by it.
          ]
          volumes = { name = "x" } # error: a map is given, but it takes a list
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
            { image = "nginx:1.27" }, # error: Kubernetes tells the items of this list apart by name, and so raw merges them by it.
            { name = var.secret }, # error: This tells the items of a list apart, and shows in plans.
          ]
        }
      }
    }
  }
}
