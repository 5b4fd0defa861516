stack "shop" {
  log_collector_image = "Busy Box" # error: log_collector_image must be an image reference
}

workload "nginx-01" {
  kind = "Deployment"
  init_container "prepare" {
    image = "busybox:1.36"
    log {
      file "/app/prepare.log" {} # error: init_container "prepare" completes before the other containers start, so its files are not collected.
    }
  }
  init_container "proxy" {
    image          = "proxy:1.0"
    restart_policy = "Always"
    log {
      collector = "operator"
      file "/app/proxy.log" {} # error: The operator does not collect the files of init containers. Write collector = "sidecar"
    }
  }
  container "nginx" {
    image = "nginx:1.27"
    log {
      stdout    = false
      collector = "fluentd"             # error: collector must be "sidecar" or "operator"; this is "fluentd".
      file "access.log" {}              # error: path of file "access.log" must be the absolute path of one file
      file "/access.log" {}             # error: path of file "/access.log" must be the absolute path of one file
      file "/var/log/*.log" {}          # error: path of file "/var/log/*.log" must be the absolute path of one file
      file "/etc/nginx.log" {}          # error: /etc becomes an empty directory and hides the image's files there. Write the log of container "nginx" to a separate directory, such as /var/log/nginx.
      file "/conf/nginx.log" {}         # error: /conf/nginx.log is in the mount at
      file "/read/nginx.log" {}         # error: /read/nginx.log is in the mount at
      file "/data/one.log" {}           # error: and a file cannot be shared with the collector. Mount a volume at the directory /data instead.
      file "/var/log/nginx/again.log" {}
      file "/var/log/nginx/again.log" {} # error: file "/var/log/nginx/again.log" is already declared at
      lines = true                      # error: Unsupported argument
    }
    storage {
      mount "/conf" {
        volume = "conf"
      }
      mount "/read" {
        volume    = "data"
        read_only = true
      }
      mount "/data/one.log" {
        volume   = "data"
        sub_path = "one.log"
      }
      mount "/elsewhere" {
        volume = "shared"
      }
    }
  }
  container "other" {
    image = "other:1.0"
    log {
      stdout    = false
      collector = "operator"
      file "/part/other.log" {}   # error: The operator mounts whole volumes, and /part/other.log is in a part of one.
      file "/named/other.log" {}  # error: The operator mounts whole volumes, and /named/other.log is in a part of one.
      file "/shared/other.log" {} # error: The operator mounts volume "shared" at its first mount path, which is /elsewhere at
    }
    storage {
      mount "/part" {
        volume   = "data"
        sub_path = "part"
      }
      mount "/named" {
        volume        = "data"
        sub_path_expr = "$(POD_NAME)"
      }
      mount "/shared" {
        volume = "shared"
      }
    }
  }
  container "a-container-whose-name-is-too-long-for-the-annotation-of-it" {
    image = "other:1.0"
    log {
      stdout    = false      # error: allows 55 characters for a container's name; this name has 59.
      collector = "operator" # warning: The collector collects files, and no file is declared.
    }
  }
  volume "conf" {
    config_map = { name = "conf" }
  }
  volume "data" {
    empty_dir = {}
  }
  volume "shared" {
    empty_dir = {}
  }
  advanced {
    metadata {
      pod_annotations = {
        "fluentbit.io/exclude-other" = "true" # error: The annotation fluentbit.io/exclude-other is already set by the log block at
        "tailing-sidecar"            = "a:b:/c" # error: The annotation tailing-sidecar is already set by the log block at
      }
    }
  }
}

# What a mount lacks is one error.
workload "lacking" {
  kind = "Deployment"
  container "main" {
    image = "main:1.0"
    log {
      collector = "operator"
      file "/shared/main.log" {}
    }
    storage {
      mount "/first" {} # error: mount "/first" has no volume
      mount "/shared" { # error: mount "/shared" has no volume
        read_only = false
      }
    }
  }
  service "lacking" {
    type = "LoadBalancer"
    port "http" {
      port = 80
    }
    load_balancer { # error: load_balancer has no type
      address_pool = "a"
    }
  }
}

# Volumes that nothing can be written to.
workload "read-only" {
  kind = "Deployment"
  container "main" {
    image = "main:1.0"
    log {
      file "/projected/a.log" {} # error: /projected/a.log is in the mount at
      file "/downward/a.log" {}  # error: /downward/a.log is in the mount at
      file "/image/a.log" {}     # error: /image/a.log is in the mount at
      file "/csi/a.log" {}       # error: /csi/a.log is in the mount at
      file "/nfs/a.log" {}       # error: /nfs/a.log is in the mount at
      file "/written/a.log" {}
    }
    storage {
      mount "/projected" { volume = "projected" }
      mount "/downward" { volume = "downward" }
      mount "/image" { volume = "image" }
      mount "/csi" { volume = "csi" }
      mount "/nfs" { volume = "nfs" }
      mount "/written" { volume = "written" }
    }
  }
  volume "projected" {
    projected {
      config_map {
        name = "c"
      }
    }
  }
  volume "downward" {
    downward_api {
      field "name" {
        path = "metadata.name"
      }
    }
  }
  volume "image" {
    image = { reference = "a:1" }
  }
  volume "csi" {
    csi = { driver = "a.example.com", read_only = true }
  }
  volume "nfs" {
    nfs = { server = "a", path = "/", read_only = true }
  }
  volume "written" {
    nfs = { server = "a", path = "/" }
  }
}
