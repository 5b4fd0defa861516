stack "shop" {}

config_map "nginx-conf" {
  data = { "nginx.conf" = "worker_processes 1;" }
}

workload "limits" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
    storage {
      mount "data" { # error: path of mount "data" must begin with "/" and contain no ":", or be a path of Windows; this is "data".
        volume   = "data"
        sub_path = "../etc" # error: sub_path must be a relative path without ".."; this is "../etc".
      }
      mount "/x" {} # error: mount "/x" has no volume.
    }
  }
  volume "Conf" { # error: name of volume "Conf" must have 1 to 63 characters
    config_map = {
      name         = "nginx-conf"
      items        = { "a b" = "/x" } # error: config_map "nginx-conf" has no key "a b". # error: The key of items["a b"] must be a key # error: items["a b"] must be a relative path
      default_mode = "0999"           # error: default_mode must be a file mode in octal digits, such as "0640".
    }
  }
  volume "mode" {
    secret = { name = "x", default_mode = "1777" } # error: default_mode must be between "0000" and "0777"; this is "1777".
  }
  volume "memory" {
    empty_dir = { medium = "Disk", size_limit = "-1" } # error: medium must be "Memory", "HugePages" or one such as "HugePages-2Mi"; this is "Disk". # error: size_limit must be a whole number of bytes, 0 or more
  }
  volume "host" {
    host_path = { path = "log", type = "Folder" } # error: path must begin with "/" # error: type must be "DirectoryOrCreate"
  }
  volume "claim" {
    persistent_volume_claim = {} # error: persistent_volume_claim has no claim_name.
  }
  volume "data" {
    claim_template { # error: claim_template does not apply to a Deployment; it applies to StatefulSet workloads. Write a volume_claim block beside the workload
      size = "1Gi"
    }
  }
}

workload "templates" {
  kind = "StatefulSet"
  container "nginx" {
    image = "nginx:1.27"
  }
  volume "data" {
    claim_template { # error: claim_template has no size.
      access_modes = ["ReadWrite"] # error: access_modes[0] must be "ReadWriteOnce"
    }
  }
}

workload "mounts" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
    storage {
      mount "/conf" {
        volume = "cnof" # error: workload "mounts" has no volume "cnof". Did you mean "conf"?
      }
      mount "/conf/" { # error: A volume is already mounted at /conf
        volume = "conf"
      }
    }
  }
  volume "conf" {
    config_map = { name = config_map.nginx-conf.name, items = { "nginx.cnf" = "nginx.conf" } } # error: config_map "nginx-conf" has no key "nginx.cnf". Did you mean "nginx.conf"?
  }
  volume "nothing" {} # error: volume "nothing" has no source. Add one of config_map, secret, empty_dir, host_path, persistent_volume_claim, ephemeral, projected,
  volume "both" { # error: volume "both" has empty_dir and host_path, but only one source is allowed.
    empty_dir = {}
    host_path = { path = "/var/log" }
  }
}
