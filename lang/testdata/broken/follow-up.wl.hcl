stack "shop" {}

locals {
  bad = file("nosuch") # error: cannot read nosuch
}

# One mistake is one error, whatever is made of what is not known.
config_map "c" {
  data = {
    all       = alltrue([local.bad == "a", true])
    any       = anytrue([true, local.bad])
    none      = anytrue([false, local.bad])
    transpose = jsonencode(transpose({ a = [local.bad] }))
    one       = one(toset([local.bad, "a"]))
    index     = index([local.bad, "a"], "a")
    sum       = sum([1, local.bad])
    match     = jsonencode(matchkeys(["a", "b"], [local.bad, "c"], ["c"]))
    product   = jsonencode(setproduct([local.bad], ["a"]))
    join      = join(",", [local.bad, "a"])
    format    = format("%s", local.bad)
    lookup    = lookup({ a = local.bad }, "b", "c")
    length    = length(toset([local.bad, "a"]))
  }
}

# A generated block that lacks its label is one mistake, too, and so is all that
# follows from it.
workload "web1" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1"
    storage {
      dynamic "mount" { # error: The argument "labels" is required
        for_each = ["a", "a"]
        content {
          volume = mount.value
        }
      }
    }
  }
  dynamic "volume" {
    for_each = { a = 1 }
    labels   = ["a", "b"] # error: A volume block has one label.
    content {
      empty_dir = {}
    }
  }
}

dynamic "config_map" { # error: Unsupported block type
  for_each = []
}

# What stands in a text may be meant as it is.
config_map "script" {
  data = {
    quoted  = "cd ${HOME}/${pipeline.id}" # error: To keep ${HOME} literally, as in a shell script, write $${HOME}. # error: To keep ${pipeline.id} literally
    call    = "${lower(NAME)}"            # error: write $${ or %%{.
    control = "%{ if DEBUG }x%{ endif }"  # error: write $${ or %%{.
    bare    = HOME                        # error: For a string, write "HOME" in quotes
    again   = "${count}" # error: Add that argument, or remove the reference. To keep ${count} literally
    file    = templatestring("$${HOME}", { x = 1 }) # error: Pass it, or write $${HOME} for the literal text ${HOME}
    here = <<-EOT
      ${USER} # error: write $${USER}
    EOT
  }
}
